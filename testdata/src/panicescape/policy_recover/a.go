// Package policyrecover: the project recovers in every service.
package policyrecover

import (
	"log"
	"net/http"
	"time"
)

func start(url string) {
	go func() { // want `a panic in this goroutine ends the whole process: nothing recovers it`
		for range time.Tick(time.Minute) {
			resp, err := http.Get(url)
			if err != nil {
				log.Print(err)
				continue
			}
			resp.Body.Close()
		}
	}()
}
