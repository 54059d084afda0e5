package panicescape

// docs:good
func good() {
}

// docs:end
