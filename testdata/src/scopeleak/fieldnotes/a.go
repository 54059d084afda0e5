// Package fieldnotes has the forms that were seen in real code.
package fieldnotes

import (
	"bufio"
	"context"
	"net"
	"os"
	"time"
)

// Since Go 1.23 tickers are collected.
func collected(done <-chan bool) {
	ticker := time.NewTicker(time.Second)
	tick := time.Tick(time.Second)
	for {
		select {
		case <-done:
			return
		case <-ticker.C:
		case <-tick:
		}
	}
}

// 52: the other way round, the goroutine outlives the ticker.
func register(beat func() error) error {
	ticker := time.NewTicker(30 * time.Second) // want `the ticker of time\.NewTicker ends when register returns, while the goroutine that uses it goes on and waits for it in vain; open and end it inside the goroutine`
	defer ticker.Stop()
	go func() {
		for {
			<-ticker.C
			_ = beat()
		}
	}()
	return nil
}

func registerNamed(conn net.Conn, lines chan string) error {
	f, err := os.Open("x") // want `the file of os\.Open ends when registerNamed returns, while the goroutine that uses it goes on`
	if err != nil {
		return err
	}
	defer f.Close()
	go pump(f, lines)
	return nil
}

func pump(f *os.File, lines chan string) {
	for range lines {
		_, _ = f.WriteString("x")
	}
}

func registerWell(beat func() error) {
	go func() {
		ticker := time.NewTicker(30 * time.Second)
		defer ticker.Stop()
		for {
			<-ticker.C
			_ = beat()
		}
	}()
}

// Joined: the goroutine is done before the defer runs.
func joined(beat func() error, stop <-chan bool) {
	ticker := time.NewTicker(30 * time.Second)
	defer ticker.Stop()
	done := make(chan bool)
	go func() {
		defer close(done)
		for range ticker.C {
			if beat() != nil {
				return
			}
		}
	}()
	<-done
}

// 53: a dialed connection that is dropped on one branch.
func dial(ctx context.Context, ready <-chan bool) error {
	conn, err := net.Dial("tcp", "localhost:1") // want "the connection of net.Dial is not ended on every path and keeps a file descriptor"
	if err != nil {
		return err
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-ready:
	}
	return conn.Close()
}

// 56: a loop that ends after the first success.
func firstOf(addrs []string, more <-chan string) (string, error) {
	for addr := range more {
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			continue
		}
		defer conn.Close()
		return bufio.NewReader(conn).ReadString('\n')
	}
	return "", nil
}

// An accept loop whose errors are told apart by a type.
func accept(ln net.Listener, handle func(net.Conn)) error {
	for {
		conn, err := ln.Accept()
		if ne, ok := err.(net.Error); ok && ne.Timeout() {
			continue
		}
		if err != nil {
			return err
		}
		go handle(conn)
	}
}

// Wraps what its caller has opened.
func upgrade(conn net.Conn) error {
	r := bufio.NewReader(conn)
	_, err := r.ReadString('\n')
	return err
}

// 57: explicit, on all paths.
func explicit(names <-chan string) {
	for name := range names {
		f, err := os.Open(name)
		if err != nil {
			continue
		}
		if _, err := f.Stat(); err != nil {
			f.Close()
			continue
		}
		f.Close()
	}
}
