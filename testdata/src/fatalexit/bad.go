package fatalexit

// docs:bad
func bad() {
}

// docs:end
