package host

import (
	"bytes"
	"fmt"
	"runtime/pprof"
	"slices"
	"strconv"
	"strings"
	"time"
)

// An UnstoppedError reports the calls that had not ended when the host gave up
// waiting. Their goroutines live on until they return or the process exits.
type UnstoppedError struct{ Services []Unstopped }

// Unstopped is one call that did not end in time.
type Unstopped struct {
	Service string
	Phase   Phase         // the hook that hangs; PhaseStop also stands for a Run that does not end
	Waited  time.Duration // since that hook was called
	Stack   string        // of the service's goroutines, in the form of the goroutine profile
}

// Error names the services; the stacks are left to the log.
func (e *UnstoppedError) Error() string {
	var parts []string
	for _, u := range e.Services {
		parts = append(parts, fmt.Sprintf("service %q (%s, %v)", u.Service, u.Phase, u.Waited))
	}
	return "host: not stopped in time: " + strings.Join(parts, ", ")
}

// unstopped reports calls that have not ended.
func unstopped(calls []*call) *UnstoppedError {
	stacks := takeStacks() // once for all: it stops the world
	report := &UnstoppedError{Services: make([]Unstopped, len(calls))}
	for i, c := range calls {
		report.Services[i] = Unstopped{
			Service: c.service, Phase: c.phase, Waited: time.Since(c.began), Stack: stacks.of(c.service),
		}
	}
	return report
}

// stacks is a goroutine profile in its text form, where goroutines with equal
// stacks and labels share a block.
type stacks struct{ blocks []string }

func takeStacks() stacks {
	var text bytes.Buffer
	if err := pprof.Lookup("goroutine").WriteTo(&text, 1); err != nil {
		return stacks{}
	}
	return stacks{blocks: strings.Split(text.String(), "\n\n")}
}

// without leaves out the blocks in which a function appears.
func (s stacks) without(function string) stacks {
	return stacks{blocks: slices.DeleteFunc(s.blocks, func(b string) bool { return strings.Contains(b, "\t"+function+"+") })}
}

// of returns the blocks that carry the service's label.
func (s stacks) of(service string) string {
	label := strconv.Quote(labelService) + ":" + strconv.Quote(service)
	var own []string
	for _, b := range s.blocks {
		if strings.Contains(b, label) {
			own = append(own, b)
		}
	}
	return strings.Join(own, "\n\n")
}
