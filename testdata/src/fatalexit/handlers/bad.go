// Package handlers: one request, message or connection ends all others.
package handlers

import (
	"context"
	"encoding/json"
	"log"
	"net"
	"net/http"
	"os"

	"github.com/hibiken/asynq"
)

type api struct{ stats map[string]int }

func (a *api) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if err := json.NewDecoder(r.Body).Decode(&a.stats); err != nil {
		log.Fatal(err) // want "a failed json.NewDecoder\\(\\).Decode in \\(\\*api\\).ServeHTTP ends the whole process, with all other work in it; return the error, or answer with it"
	}
	f, err := os.CreateTemp("", "stats")
	if err != nil {
		http.Error(w, "no", http.StatusInternalServerError)
		return
	}
	defer os.Remove(f.Name())
	if _, err := http.Get("http://localhost/stats"); err != nil {
		os.Exit(2) // want "a failed http.Get in .* ends the whole process \\(the deferred os.Remove does not run\\), with all other work in it"
	}
}

func Tasks(mux *asynq.ServeMux) {
	mux.HandleFunc("mail", func(ctx context.Context, t *asynq.Task) error {
		var to []string
		if err := json.Unmarshal(t.Payload(), &to); err != nil {
			log.Fatal(err) // want "a failed json.Unmarshal in the function that \\(\\*asynq.ServeMux\\).HandleFunc runs"
		}
		return nil
	})
}

func Accept(ln net.Listener) {
	go func() {
		for {
			conn, err := ln.Accept()
			if err != nil {
				return
			}
			go serve(conn)
		}
	}()
}

func serve(conn net.Conn) {
	host, err := os.Hostname()
	if err != nil {
		log.Fatalf("no host name: %v", err) // want "a failed os.Hostname in serve ends the whole process"
	}
	if _, err := conn.Write([]byte(host)); err != nil {
		panic(err) // want "a failed conn.Write in serve ends the whole process"
	}
}
