// Package complaint42: recover only works in the deferred function itself.
package complaint42

import (
	"log"
	"strings"
)

func recovered() {
	if r := recover(); r != nil {
		log.Print(r)
	}
}

func start(lines chan string) {
	go func() { // want `this goroutine can panic`
		defer func() { recovered() }() // one call too deep
		for line := range lines {
			log.Print(strings.Split(line, "=")[1])
		}
	}()
	go func() {
		defer recovered()
		for line := range lines {
			log.Print(strings.Split(line, "=")[1])
		}
	}()
}
