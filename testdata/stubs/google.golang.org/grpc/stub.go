// Package grpc is a stub: as much of the API as fixtures need. Bodies return zero
// values, as one that panics would be taken for a function that never returns.
package grpc

import "context"

type ClientStream interface {
	CloseSend() error
	Context() context.Context
	SendMsg(m any) error
	RecvMsg(m any) error
}

type ServerStream interface {
	Context() context.Context
	SendMsg(m any) error
	RecvMsg(m any) error
}

type StreamDesc struct {
	StreamName string
}

type CallOption interface {
	before(*callInfo) error
	after(*callInfo, *csAttempt)
}

type (
	callInfo  struct{}
	csAttempt struct{}
)

type ClientConn struct{}

func (cc *ClientConn) NewStream(ctx context.Context, desc *StreamDesc, method string, opts ...CallOption) (ClientStream, error) {
	return nil, nil
}

func (cc *ClientConn) Close() error { return nil }
