// Bench measures what bgvet adds to the cost of a go vet that does nothing:
//
//	go run ./cmd/bgvet/bench -C ../nats-server ./...
//
// It runs go vet with an empty tool and with bgvet in turn, and prints the CPU
// time of both, of the go command and all processes below it, and their ratio.
// Each run has a tool that go vet has never seen, so that it remembers nothing of
// the analysis, while the compiler's results stay: a cold vet on a warm build.
//
// The minima are the better guess on a machine that does other things as well. Every run leaves its results in the build cache, from which the
// go command removes them after some days.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

const module = "github.com/bgvet/bgvet"

// A tool is a vettool to be measured.
type tool struct {
	name, path string
	programs   []string // one for each run, the first for the warm-up
	cpu        []time.Duration
}

type bench struct {
	dir      string // where to run go vet
	flags    []string
	patterns []string
	bin      string // where the tools are built
}

func main() {
	b := new(bench)
	rounds := flag.Int("n", 5, "measure each tool this `number` of times")
	flags := flag.String("flags", "", "give bgvet these `flags`, such as \"-strict\" or \"-map\"")
	flag.StringVar(&b.dir, "C", ".", "run go vet in this `folder`")
	flag.Parse()
	b.patterns = flag.Args()
	if len(b.patterns) == 0 {
		b.patterns = []string{"./..."}
	}
	b.flags = strings.Fields(*flags)
	if err := b.run(max(*rounds, 1)); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func (b *bench) run(rounds int) (err error) {
	if b.bin, err = os.MkdirTemp("", "bgvet-bench"); err != nil {
		return err
	}
	defer os.RemoveAll(b.bin)
	empty := &tool{name: "empty", path: module + "/cmd/bgvet/bench/empty"}
	bgvet := &tool{name: "bgvet", path: module + "/cmd/bgvet"}
	tools := []*tool{empty, bgvet}
	for _, t := range tools {
		if err := b.build(t, rounds); err != nil {
			return err
		}
	}
	for round := range rounds + 1 {
		if err := b.round(tools, round); err != nil {
			return err
		}
		slices.Reverse(tools)
	}
	fmt.Printf("median  empty %6.2fs  bgvet %6.2fs  ratio %.3f\n", median(empty), median(bgvet), median(bgvet)/median(empty))
	fmt.Printf("minimum empty %6.2fs  bgvet %6.2fs  ratio %.3f\n", minimum(empty), minimum(bgvet), minimum(bgvet)/minimum(empty))
	return nil
}

// build links the tool once for each run. The salt reaches the build ID of the
// program, and so its bytes, even though no variable takes it.
func (b *bench) build(t *tool, rounds int) error {
	salt := time.Now().UnixNano()
	for i := range rounds + 1 {
		exe := filepath.Join(b.bin, fmt.Sprintf("%s-%d", t.name, i))
		build := exec.Command("go", "build", "-o", exe, fmt.Sprintf("-ldflags=-X=main.salt=%d.%d", salt, i), t.path)
		build.Stderr = os.Stderr
		if err := build.Run(); err != nil {
			return fmt.Errorf("building %s: %v", t.path, err)
		}
		t.programs = append(t.programs, exe)
	}
	return nil
}

// round measures each tool once. Round 0 fills the compiler's cache and does not
// count.
func (b *bench) round(tools []*tool, round int) error {
	for _, t := range tools {
		cpu, err := b.measure(t, round)
		if err != nil {
			return err
		}
		if round > 0 {
			t.cpu = append(t.cpu, cpu)
			fmt.Printf("round %d %s %6.2fs\n", round, t.name, cpu.Seconds())
		}
	}
	return nil
}

// measure returns the CPU time of go vet with the tool.
func (b *bench) measure(t *tool, round int) (time.Duration, error) {
	args := []string{"vet", "-vettool=" + t.programs[round]}
	if t.name == "bgvet" {
		args = append(args, b.flags...)
	}
	var stderr bytes.Buffer
	vet := exec.Command("go", append(args, b.patterns...)...)
	vet.Dir, vet.Stderr = b.dir, &stderr
	err := vet.Run()
	if exit := (*exec.ExitError)(nil); err != nil && (!errors.As(err, &exit) || exit.ExitCode() > 1) {
		return 0, fmt.Errorf("go vet with %s: %v\n%s", t.name, err, stderr.Bytes())
	}
	return vet.ProcessState.UserTime() + vet.ProcessState.SystemTime(), nil
}

func median(t *tool) float64 {
	sorted := slices.Sorted(slices.Values(t.cpu))
	return sorted[len(sorted)/2].Seconds()
}

func minimum(t *tool) float64 { return slices.Min(t.cpu).Seconds() }
