package handlers

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"os"

	"github.com/hibiken/asynq"
)

// net/http recovers the panics of its handlers, asynq those of its tasks.
func page(w http.ResponseWriter, r *http.Request) {
	var q []string
	if err := json.NewDecoder(r.Body).Decode(&q); err != nil {
		panic(err)
	}
}

func PanickingTasks(mux *asynq.ServeMux) {
	mux.HandleFunc("mail", func(ctx context.Context, t *asynq.Task) error {
		var to []string
		if err := json.Unmarshal(t.Payload(), &to); err != nil {
			panic(err)
		}
		return nil
	})
}

// With its standard output gone, a program that prints messages is done.
func Tail(mux *asynq.ServeMux) {
	mux.HandleFunc("line", func(ctx context.Context, t *asynq.Task) error {
		if _, err := os.Stdout.Write(t.Payload()); err != nil {
			os.Exit(1)
		}
		return nil
	})
}

// What the other half of the same library has put together can be taken apart.
func AcceptKnown(ln net.Listener) {
	go func() {
		for {
			conn, err := ln.Accept()
			if err != nil {
				return
			}
			go note(conn)
		}
	}()
}

func note(conn net.Conn) {
	host, _, err := net.SplitHostPort(conn.RemoteAddr().String())
	if err != nil {
		panic(err)
	}
	println(host)
}
