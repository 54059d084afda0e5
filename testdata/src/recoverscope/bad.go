package recoverscope

// docs:bad
func bad() {
}

// docs:end
