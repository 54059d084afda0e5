package stoperror

// docs:good
func good() {
}

// docs:end
