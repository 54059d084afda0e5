package hotloop

// docs:bad
func bad() {
}

// docs:end
