package host

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
)

// FromEnvironment reads host options from the environment variables that begin
// with prefix. For the prefix "ORDERS_HOST_" these are
//
//	ORDERS_HOST_STARTUP_TIMEOUT    a duration in Go's form, such as 1m30s
//	ORDERS_HOST_SHUTDOWN_TIMEOUT   a duration
//	ORDERS_HOST_DRAIN_DELAY        a duration
//	ORDERS_HOST_CONCURRENT_START   true or false, as strconv.ParseBool
//	ORDERS_HOST_CONCURRENT_STOP    true or false
//	ORDERS_HOST_DETECT_LEAKS       true or false
//
// Any other variable with the prefix, and any value that cannot be read, is an
// error that names the variable: a misspelt setting must not be ignored in
// silence. Choose a prefix that nothing else uses. Options given after this one
// override the environment.
func FromEnvironment(prefix string) Option {
	return func(s *settings) error {
		if prefix == "" {
			return errors.New("FromEnvironment needs a prefix")
		}
		environ := os.Environ()
		slices.Sort(environ) // errors in the same order in every run
		var errs []error
		for _, entry := range environ {
			name, value, _ := strings.Cut(entry, "=")
			if key, ok := strings.CutPrefix(name, prefix); ok {
				errs = append(errs, nameVariable(name, setFromText(s, key, value)))
			}
		}
		return errors.Join(errs...)
	}
}

func setFromText(s *settings, key, value string) error {
	switch key {
	case "STARTUP_TIMEOUT":
		return setDuration(s, StartupTimeout, value)
	case "SHUTDOWN_TIMEOUT":
		return setDuration(s, ShutdownTimeout, value)
	case "DRAIN_DELAY":
		return setDuration(s, DrainDelay, value)
	case "CONCURRENT_START":
		return setBool(&s.concurrentStart, value)
	case "CONCURRENT_STOP":
		return setBool(&s.concurrentStop, value)
	case "DETECT_LEAKS":
		return setBool(&s.detectLeaks, value)
	}
	return errors.New("unknown host option")
}

func setDuration(s *settings, option func(time.Duration) Option, value string) error {
	d, err := time.ParseDuration(value)
	if err != nil {
		return err
	}
	return option(d)(s)
}

func setBool(to *bool, value string) error {
	b, err := strconv.ParseBool(value)
	if err != nil {
		return fmt.Errorf("%q is neither true nor false", value)
	}
	*to = b
	return nil
}

func nameVariable(name string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("environment variable %s: %w", name, err)
}
