package loopexit

// docs:bad
func bad() {
}

// docs:end
