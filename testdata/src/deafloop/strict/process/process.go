package main

import "time"

func main() {
	go report()
	select {}
}

// It may be meant to live as long as the process.
func report() {
	for { // want `nobody can stop report: its loop hears no stop signal`
		time.Sleep(time.Minute)
	}
}
