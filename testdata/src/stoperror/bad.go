package stoperror

// docs:bad
func bad() {
}

// docs:end
