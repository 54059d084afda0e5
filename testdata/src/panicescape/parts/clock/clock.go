// Package clock only computes.
package clock

func Seconds() int { return 0 }

// Wrap adds to an error.
func Wrap(err error, text string) error { return err }
