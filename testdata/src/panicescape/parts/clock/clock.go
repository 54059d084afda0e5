// Package clock only computes.
package clock

func Seconds() int { return 0 }
