package hosttest_test

import (
	"testing"

	"github.com/bgvet/bgvet/runtime/host"
	"github.com/bgvet/bgvet/runtime/hosttest"
)

func TestConformance(t *testing.T) {
	hosttest.Conformance(t, func(opts ...host.Option) (hosttest.Host, error) { return host.New(opts...) })
}
