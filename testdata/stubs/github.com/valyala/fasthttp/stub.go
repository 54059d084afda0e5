// Package fasthttp is a stub: as much of the API as fixtures need. Bodies return zero
// values, as one that panics would be taken for a function that never returns.
package fasthttp

type RequestCtx struct {
}

func (ctx *RequestCtx) SetStatusCode(statusCode int) {}

func (ctx *RequestCtx) UserValue(key any) any { return nil }
