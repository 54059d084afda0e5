package losterror

// docs:good
func good() {
}

// docs:end
