// Package changed asks git which lines of the working tree are new.
package changed

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// Lines are the lines that were changed or added, by file.
type Lines struct {
	files map[string][]lines // by the full name without links
	real  map[string]string  // folders without links
}

type lines struct{ first, last int }

// all stands for every line of a file that git does not know yet.
var all = lines{1, 1 << 30}

// Since returns what the working tree in the folder has that the revision, or
// rather the commit where the two parted, has not: committed, staged, edited or
// not yet added. What others did on the revision's branch since then is not new.
func Since(dir, rev string) (*Lines, error) {
	if _, err := exec.LookPath("git"); err != nil {
		return nil, errors.New("-new-from needs git, which is not in PATH")
	}
	g := git{dir}
	top, err := g.run("rev-parse", "--show-toplevel")
	if err != nil && strings.Contains(err.Error(), "not a git repository") {
		return nil, errors.New("-new-from: this folder is in no git work tree")
	}
	if err != nil { // such as a work tree of another user, which git does not trust
		return nil, fmt.Errorf("-new-from: %w", err)
	}
	commit, err := g.run("rev-parse", "--verify", "--quiet", "--end-of-options", rev+"^{commit}")
	if err != nil {
		return nil, fmt.Errorf("-new-from: git knows no revision %q", rev)
	}
	base, err := g.run("merge-base", "HEAD", strings.TrimSpace(commit))
	if err != nil {
		return nil, fmt.Errorf("-new-from: HEAD and %q have no commit in common; in a shallow clone, fetch more of the history", rev)
	}
	l := &Lines{files: make(map[string][]lines), real: make(map[string]string)}
	if err := l.read(g, strings.TrimRight(top, "\n"), strings.TrimSpace(base)); err != nil {
		return nil, fmt.Errorf("-new-from: %w", err)
	}
	return l, nil
}

func (l *Lines) read(g git, top, base string) error {
	g.dir = top
	diff, err := g.run("diff", "--unified=0", "--no-color", "--no-ext-diff", "--no-textconv", "--diff-filter=d",
		"--find-renames", "--src-prefix=a/", "--dst-prefix=b/", base, "--", "*.go")
	if err != nil {
		return err
	}
	if err := l.parse(top, diff); err != nil {
		return err
	}
	added, err := g.run("ls-files", "--others", "--exclude-standard", "-z", "--", "*.go")
	if err != nil {
		return err
	}
	for name := range strings.SplitSeq(added, "\x00") {
		if name != "" {
			l.add(filepath.Join(top, name), all)
		}
	}
	return nil
}

var hunk = regexp.MustCompile(`^@@ -[0-9,]+ \+([0-9]+)(?:,([0-9]+))? @@`)

func (l *Lines) parse(top, diff string) error {
	file, left := "", 0 // left counts the lines of a hunk, which may look like headers
	for line := range strings.Lines(diff) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case left > 0 && strings.HasPrefix(line, "+"):
			left--
		case strings.HasPrefix(line, "+++ "):
			name, err := unquote(strings.TrimPrefix(line, "+++ "))
			if err != nil {
				return err
			}
			file = filepath.Join(top, strings.TrimPrefix(name, "b/"))
		default:
			m := hunk.FindStringSubmatch(line)
			if m == nil {
				continue
			}
			first, count := number(m[1]), 1
			if m[2] != "" {
				count = number(m[2])
			}
			if left = count; count > 0 {
				l.add(file, lines{first, first + count - 1})
			}
		}
	}
	return nil
}

// unquote reads a file name as git writes it: plain, or like a string of C; a name
// with a space has a tab behind it.
func unquote(name string) (string, error) {
	name = strings.TrimSuffix(name, "\t")
	if !strings.HasPrefix(name, `"`) {
		return name, nil
	}
	plain, err := strconv.Unquote(name)
	if err != nil {
		return "", fmt.Errorf("cannot read the file name %s", name)
	}
	return plain, nil
}

func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

func (l *Lines) add(file string, r lines) { l.files[file] = append(l.files[file], r) }

// Contain reports whether one of the lines first to last of the file is new.
func (l *Lines) Contain(file string, first, last int) bool {
	for _, r := range l.files[l.resolve(file)] {
		if first <= r.last && r.first <= max(first, last) {
			return true
		}
	}
	return false
}

// resolve follows links in the folders of a name, as git does.
func (l *Lines) resolve(file string) string {
	dir, name := filepath.Split(file)
	real, ok := l.real[dir]
	if !ok {
		var err error
		if real, err = filepath.EvalSymlinks(dir); err != nil {
			real = dir
		}
		l.real[dir] = real
	}
	return filepath.Join(real, name)
}

type git struct{ dir string }

func (g git) run(args ...string) (string, error) {
	var stderr bytes.Buffer
	cmd := exec.Command("git", append([]string{"-c", "core.quotePath=false"}, args...)...)
	cmd.Dir = g.dir
	cmd.Env = append(os.Environ(), "LC_ALL=C", "PWD="+g.dir) // its messages are read
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		first, _, _ := strings.Cut(strings.TrimSpace(stderr.String()), "\n")
		return "", fmt.Errorf("git %s: %w: %s", args[0], err, first)
	}
	return string(out), nil
}
