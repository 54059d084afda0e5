// Package complaint66: the loop is found behind an unrelated panic.
package complaint66

import (
	"log"
	"net/http"
	"time"
)

func Start(url string) {
	go poll(url)
}

func poll(url string) {
	if url == "" {
		panic("no url")
	}
	for {
		resp, err := http.Get(url)
		if err != nil {
			log.Print(err)
			return // want `a failed http\.Get ends poll for good`
		}
		resp.Body.Close()
		time.Sleep(time.Second)
	}
}
