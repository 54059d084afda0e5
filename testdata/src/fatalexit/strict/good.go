package strict

import (
	"log"
	"os"
	"sync"
	"time"
)

// The system gives back files and locks, and stops timers.
func Read(name string, mu *sync.Mutex) {
	f, err := os.Open(name)
	if err != nil {
		log.Fatal(err)
	}
	defer f.Close()
	mu.Lock()
	defer mu.Unlock()
	t := time.NewTimer(time.Second)
	defer t.Stop()
	if _, err := f.Stat(); err != nil {
		log.Fatal(err)
	}
	os.Exit(0)
}
