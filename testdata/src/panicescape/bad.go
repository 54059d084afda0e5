package panicescape

// docs:bad
func bad() {
}

// docs:end
