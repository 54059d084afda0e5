package loopexit

// docs:good
func good() {
}

// docs:end
