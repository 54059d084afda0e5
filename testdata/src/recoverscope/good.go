package recoverscope

// docs:good
func good() {
}

// docs:end
