// Command truth holds the inventory that bgvet makes of a repository against
// one that a person made by reading it.
//
//	go run ./cmd/bgvet/truth -C DIR testdata/truth/nsq-inventory.jsonl
//
// DIR is a checkout of the commit that the inventory names. An entry is listed
// when the map has one within two lines of it, or of its loop; its lifetime is
// right when one of these has the same. Service and process count as one. It
// prints what differs, and the two counts; it measures and does not judge.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// known is one line of an inventory made by hand.
type known struct {
	File     string
	Line     int
	LoopLine *int `json:"loop_line"`
	Func     string
	How      string
	Lifetime string
}

// seen is one entry of the map, or one run of it.
type seen struct {
	file     string
	line     int
	lifetime string
}

func main() {
	dir := flag.String("C", ".", "the checkout")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: truth -C DIR INVENTORY")
		os.Exit(2)
	}
	if err := compare(*dir, flag.Arg(0)); err != nil {
		fmt.Fprintln(os.Stderr, "truth:", err)
		os.Exit(2)
	}
}

func compare(dir, file string) error {
	want, err := read(file)
	if err != nil {
		return err
	}
	got, err := inventory(dir)
	if err != nil {
		return err
	}
	listed, right := 0, 0
	for _, k := range want {
		near := at(got, k)
		if len(near) > 0 {
			listed++
		}
		if hasLifetime(near, k.Lifetime) {
			right++
			continue
		}
		fmt.Printf("%s:%d %s (%s): want %s, have %s\n", k.File, k.Line, k.Func, k.How, k.Lifetime, lifetimes(near))
	}
	fmt.Printf("listed %d of %d, right lifetime %d of %d\n", listed, len(want), right, len(want))
	return nil
}

func read(file string) ([]known, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []known
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		var k known
		if err := json.Unmarshal(lines.Bytes(), &k); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, len(out)+1, err)
		}
		out = append(out, k)
	}
	return out, lines.Err()
}

// inventory runs the map in every module of the checkout.
func inventory(dir string) ([]seen, error) {
	root, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return nil, err
	}
	mods, err := exec.Command("git", "-C", root, "ls-files", "go.mod", "*/go.mod").Output()
	if err != nil {
		return nil, fmt.Errorf("git ls-files: %w", err)
	}
	tool, err := build()
	if err != nil {
		return nil, err
	}
	defer os.Remove(tool)
	var out []seen
	for mod := range strings.FieldsSeq(string(mods)) {
		entries, err := mapOf(tool, root, filepath.Join(root, filepath.Dir(mod)))
		if err != nil {
			return nil, err
		}
		out = append(out, entries...)
	}
	return out, nil
}

func build() (string, error) {
	f, err := os.CreateTemp("", "bgvet-*")
	if err != nil {
		return "", err
	}
	f.Close()
	cmd := exec.Command("go", "build", "-o", f.Name(), "github.com/bgvet/bgvet/cmd/bgvet")
	cmd.Stderr = os.Stderr
	return f.Name(), cmd.Run()
}

func mapOf(tool, root, module string) ([]seen, error) {
	cmd := exec.Command(tool, "map", "-format", "json", "./...")
	cmd.Dir = module
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	runErr := cmd.Run() // packages that do not load are named; the others count
	var entries []struct {
		Posn, Lifetime string
		Each           *struct{ Lifetime string }
	}
	if err := json.Unmarshal(stdout.Bytes(), &entries); err != nil {
		return nil, fmt.Errorf("map of %s: %v: %s", module, runErr, stderr.String())
	}
	var out []seen
	for _, e := range entries {
		file, line := split(root, e.Posn)
		out = append(out, seen{file, line, e.Lifetime})
		if e.Each != nil {
			out = append(out, seen{file, line, e.Each.Lifetime})
		}
	}
	return out, nil
}

func split(root, posn string) (file string, line int) {
	parts := strings.Split(posn, ":")
	if len(parts) < 3 {
		return posn, 0
	}
	line, _ = strconv.Atoi(parts[len(parts)-2])
	file, err := filepath.Rel(root, strings.Join(parts[:len(parts)-2], ":"))
	if err != nil {
		return posn, 0
	}
	return filepath.ToSlash(file), line
}

func at(got []seen, k known) []seen {
	var out []seen
	for _, s := range got {
		if s.file == k.File && (isNear(s.line, k.Line) || k.LoopLine != nil && isNear(s.line, *k.LoopLine)) {
			out = append(out, s)
		}
	}
	return out
}

func isNear(a, b int) bool { return a-b <= 2 && b-a <= 2 }

func hasLifetime(near []seen, want string) bool {
	for _, s := range near {
		if long(s.lifetime) == long(want) {
			return true
		}
	}
	return false
}

func long(lifetime string) string {
	if lifetime == "process" {
		return "service"
	}
	return lifetime
}

func lifetimes(near []seen) string {
	if len(near) == 0 {
		return "nothing"
	}
	var names []string
	for _, s := range near {
		names = append(names, s.lifetime)
	}
	return strings.Join(names, ", ")
}
