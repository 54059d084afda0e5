package strict

import (
	"bufio"
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

// A console: with its input gone there is nothing to do.
func Console(run func(string)) {
	go func() {
		for {
			in := bufio.NewReader(os.Stdin)
			line, err := in.ReadString('\n')
			if err != nil {
				os.Exit(1)
			}
			run(line)
		}
	}()
}
