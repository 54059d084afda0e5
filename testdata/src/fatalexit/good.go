package fatalexit

// docs:good
func good() {
}

// docs:end
