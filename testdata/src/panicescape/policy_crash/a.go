// Package policycrash: the project wants to crash, a restart is better than a
// service that goes on half dead (field note 8).
package policycrash

import (
	"log"
	"strings"
)

func start(in chan string) {
	go func() {
		for line := range in {
			log.Print(strings.Split(line, "=")[1])
		}
	}()
}
