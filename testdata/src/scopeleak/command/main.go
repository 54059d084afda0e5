// Command writes a file and ends.
package main

import (
	"fmt"
	"net/http"
	"os"
)

func main() {
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { _ = write(r.URL.Path) })
	http.HandleFunc("/a", func(w http.ResponseWriter, r *http.Request) {
		f, err := os.Open(r.URL.Path) // want `the file of os\.Open is never ended`
		if err == nil {
			_, _ = fmt.Fscanln(f)
		}
	})
	for _, path := range os.Args {
		_ = each(path)
	}
}

// run is called once, and the process ends.
func run(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(f, "a")
	return err
}

// write is called for each request.
func write(path string) error {
	f, err := os.Create(path) // want `the file of os\.Create is never ended`
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(f, "a")
	return err
}

// each is called in a loop.
func each(path string) error {
	f, err := os.Create(path) // want `the file of os\.Create is never ended`
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(f, "a")
	return err
}
