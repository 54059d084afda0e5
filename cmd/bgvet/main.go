// Bgvet finds production traps in Go background services. It is a command for
// people and a tool for go vet at once:
//
//	bgvet [flags] [packages]
//	go vet -vettool=$(which bgvet) [flags] [packages]
//
// See docs/drivers.md for both, and bgvet help for the flags and checks.
package main

import (
	"os"

	"github.com/bgvet/bgvet/analyzers"
	"github.com/bgvet/bgvet/cmd/bgvet/internal/command"
	"github.com/bgvet/bgvet/cmd/bgvet/internal/suite"
	"github.com/bgvet/bgvet/cmd/bgvet/internal/vettool"
)

func main() {
	s := &suite.Suite{
		Checks:      analyzers.Suite,
		Vet:         suite.GoVet(),
		Map:         analyzers.Map,
		Options:     analyzers.Flags(),
		CheckConfig: analyzers.CheckConfig,
		ConfigAbove: analyzers.ConfigAbove,
		Group:       analyzers.Group,
		Traps:       analyzers.Traps(),

		SilencedHere: analyzers.SilencedHere,
	}
	args := os.Args[1:]
	if vettool.Asked(args) {
		vettool.Main(s, args) // does not return
	}
	os.Exit(command.Main(s, args))
}
