package pump

import "time"

// Pump goes on until next says no. Its error is for later versions.
func Pump(next func() bool) error {
	for {
		if !next() {
			return nil
		}
		time.Sleep(time.Second)
	}
}

// Serve calls handle for each turn.
func Serve(handle func()) error {
	for {
		handle()
		time.Sleep(time.Second)
	}
}

// Read hands its errors to onRead.
func Read(onRead func(text string, err error)) error {
	for {
		onRead("", nil)
		time.Sleep(time.Second)
	}
}
