// Package streams opens gRPC streams, as generated clients do.
package streams

import (
	"context"
	"io"

	"google.golang.org/grpc"
)

type Update struct{}

type syncStream interface {
	Send(*Update) error
	Recv() (*Update, error)
	grpc.ClientStream
}

type syncClient interface {
	Sync(ctx context.Context, opts ...grpc.CallOption) (syncStream, error)
}

type Client struct {
	ctx context.Context
	rpc syncClient
}

// Each attempt leaves one behind when handle fails.
func (c *Client) attempt(handle func(*Update) error) error {
	stream, err := c.open() // want `the stream of c\.open is never ended and keeps the stream and its goroutine; open it with a context of its own, and defer the cancel of that`
	if err != nil {
		return err
	}
	return c.receive(stream, handle)
}

func (c *Client) open() (syncStream, error) {
	return c.rpc.Sync(c.ctx)
}

func (c *Client) receive(stream syncStream, handle func(*Update) error) error {
	for {
		u, err := stream.Recv()
		if err != nil {
			return err
		}
		if err := handle(u); err != nil {
			return err
		}
	}
}

func (c *Client) snapshot() (int, error) {
	ctx := c.ctx
	stream, err := c.rpc.Sync(ctx) // want "the stream of c.rpc.Sync is never ended"
	if err != nil {
		return 0, err
	}
	n := 0
	for {
		u, err := stream.Recv()
		if err != nil {
			return n, err
		}
		if u == nil {
			break
		}
		n++
	}
	return n, nil
}

// The context is the caller's, who may cancel it.
func (c *Client) given(ctx context.Context) error {
	stream, err := c.rpc.Sync(ctx)
	if err != nil {
		return err
	}
	return stream.Send(&Update{})
}

func (c *Client) own() error {
	ctx, cancel := context.WithCancel(c.ctx)
	defer cancel()
	stream, err := c.rpc.Sync(ctx)
	if err != nil {
		return err
	}
	return stream.Send(&Update{})
}

func (c *Client) openWith(ctx context.Context) (syncStream, error) { return c.rpc.Sync(ctx) }

func (c *Client) ownThroughHelper(handle func(*Update) error) error {
	ctx, cancel := context.WithCancel(c.ctx)
	defer cancel()
	stream, err := c.openWith(ctx)
	if err != nil {
		return err
	}
	return c.receive(stream, handle)
}

// Received to the end.
func (c *Client) drained(handle func(*Update)) error {
	stream, err := c.rpc.Sync(c.ctx)
	if err != nil {
		return err
	}
	for {
		u, err := stream.Recv()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		handle(u)
	}
}

func (c *Client) drainedByHelper(handle func(*Update)) error {
	stream, err := c.open()
	if err != nil {
		return err
	}
	return c.drain(stream, handle)
}

func (c *Client) drain(stream syncStream, handle func(*Update)) error {
	for {
		u, err := stream.Recv()
		if err != nil {
			return err
		}
		handle(u)
	}
}
