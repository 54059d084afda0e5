package hotloop

// docs:good
func good() {
}

// docs:end
