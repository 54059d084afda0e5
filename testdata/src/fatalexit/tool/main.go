// Command tool: its work is done some time, and a goroutine that helps with it
// may end it.
package main

import (
	"log"
	"net/http"
	"os"
	"time"
)

func main() {
	go func() {
		for {
			time.Sleep(time.Second)
			if _, err := http.Get("http://localhost/stats"); err != nil {
				log.Fatal(err)
			}
		}
	}()
	for range 1000 {
		if _, err := http.Get("http://localhost/"); err != nil {
			os.Exit(1)
		}
	}
}
