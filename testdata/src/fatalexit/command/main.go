// Command command: what main itself does may end as it likes.
package main

import (
	"log"
	"net"
	"net/http"
	"os"
	"sync"
	"time"
)

func main() {
	if err := prepare(); err != nil {
		log.Fatal(err)
	}
	go serve()
	conn, err := net.Dial("tcp", "localhost:80")
	if err != nil {
		log.Fatal(err)
	}
	go func() { // the one connection of this program
		for {
			var b [8]byte
			if _, err := conn.Read(b[:]); err != nil {
				log.Fatal(err)
			}
		}
	}()
	var wg sync.WaitGroup
	for range 3 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			bench()
		}()
	}
	wg.Wait()
	for {
		if err := prepare(); err != nil {
			log.Fatal(err) // the only work of this program
		}
		time.Sleep(time.Second)
	}
}

func prepare() error { return os.MkdirAll("work", 0o755) }

func serve() {
	if err := http.ListenAndServe(":80", nil); err != nil {
		log.Fatal(err)
	}
}

// A benchmark is meant to end loudly.
func bench() {
	for {
		resp, err := http.Get("http://localhost")
		if err != nil {
			log.Fatal(err)
		}
		if resp.StatusCode != http.StatusOK {
			return
		}
	}
}
