// Package stops has services whose Stop does nothing.
package stops

import (
	"context"
	"database/sql"
	"net"
)

type server struct{ db *sql.DB }

type Plugin struct {
	addrs   []string
	servers []*server
}

func (p *Plugin) Start(ctx context.Context) error {
	for _, addr := range p.addrs {
		db, err := sql.Open("postgres", addr)
		if err != nil {
			return err
		}
		s := &server{db: db}
		p.servers = append(p.servers, s)
	}
	return nil
}

func (p *Plugin) Stop() {} // want `\(\*Plugin\)\.Stop does nothing, so what \(\*Plugin\)\.Start opens with sql\.Open and keeps in servers stays open after every stop and reload; call its Close there`

type Listener struct{ ln net.Listener }

func (l *Listener) Start() (err error) {
	l.ln, err = net.Listen("tcp", ":0")
	return err
}

func (l *Listener) Close() error { return nil } // want `\(\*Listener\)\.Close does nothing`

// Nothing is kept.
type Checker struct{ ok bool }

func (c *Checker) Start() error {
	conn, err := net.Dial("tcp", "x")
	if err != nil {
		return err
	}
	c.ok = true
	return conn.Close()
}

func (c *Checker) Stop() {}

// The goroutine that uses it closes it.
type Runner struct{ pc net.PacketConn }

func (r *Runner) Start() (err error) {
	r.pc, err = net.ListenPacket("udp", ":0")
	go func() { defer r.pc.Close() }()
	return err
}

func (r *Runner) Stop() {}

// It was handed in.
type Given struct{ db *sql.DB }

func (g *Given) Start(db *sql.DB) error { g.db = db; return nil }

func (g *Given) Stop() {}
