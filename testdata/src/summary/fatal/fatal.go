// Package fatal holds functions that do not return.
package fatal

import (
	"fmt"
	"log"
	"os"
)

func Fatalf(format string, args ...any) { // want Fatalf:`^exits via log.Fatalf; never returns$`
	log.Fatalf(format, args...)
}

func Die(err error) { // want Die:`^exits via os.Exit; never returns$`
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// Check returns when there is no error.
func Check(err error) { // want Check:`^exits via fatal.Die -> os.Exit$`
	if err != nil {
		Die(err)
	}
}

func Unreachable(what string) { panic("unreachable: " + what) } // want Unreachable:`^never returns$`
