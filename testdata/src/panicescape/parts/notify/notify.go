// Package notify is a third one.
package notify

type Sender interface{ Send(text string) error }
