// Command daemon: it goes on until it is told to stop, and so must its
// goroutines.
package main

import (
	"log"
	"net/http"
	"os"
	"os/signal"
	"time"
)

func main() {
	go func() {
		for {
			time.Sleep(time.Second)
			if _, err := http.Get("http://localhost/stats"); err != nil {
				log.Fatal(err) // want "a failed http.Get in one turn of the loop in main ends the whole process"
			}
		}
	}()
	sigs := make(chan os.Signal, 1)
	signal.Notify(sigs, os.Interrupt)
	<-sigs
}
