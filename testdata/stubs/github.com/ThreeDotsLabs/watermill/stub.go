// Package watermill is a stub: as much of the API as fixtures need. Bodies return zero
// values, as one that panics would be taken for a function that never returns.
package watermill

type LoggerAdapter interface {
	Debug(msg string, fields LogFields)
	Error(msg string, err error, fields LogFields)
	Info(msg string, fields LogFields)
	Trace(msg string, fields LogFields)
	With(fields LogFields) LoggerAdapter
}

type LogFields map[string]interface{}

type NopLogger struct {
}

func (_ NopLogger) Error(msg string, err error, fields LogFields) {}

func (_ NopLogger) Info(msg string, fields LogFields) {}

func (_ NopLogger) Debug(msg string, fields LogFields) {}

func (_ NopLogger) Trace(msg string, fields LogFields) {}

func (l NopLogger) With(fields LogFields) LoggerAdapter { return nil }

func NewStdLogger(debug bool, trace bool) LoggerAdapter { return nil }

func NewUUID() string { return "" }
