package hosttest_test

import (
	"os"
	"testing"

	"github.com/bgvet/bgvet/runtime/host"
	"github.com/bgvet/bgvet/runtime/hosttest"
	"github.com/bgvet/bgvet/runtime/internal/leakcheck"
)

func TestMain(m *testing.M) { os.Exit(leakcheck.Main(m)) }

func TestConformance(t *testing.T) {
	hosttest.Conformance(t, func(opts ...host.Option) (hosttest.Host, error) { return host.New(opts...) })
}
