package losterror

// docs:bad
func bad() {
}

// docs:end
