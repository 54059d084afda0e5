package govet

import (
	"regexp"
	"strings"
)

// Trouble is one complaint of the go command, the compiler or the vettool.
type Trouble struct {
	Package string // "" if it is about no package in particular
	Text    string // one line
	Crash   bool   // the vettool itself broke down
}

// Troubles reads what go vet wrote to its standard error. Under a line "# package"
// stand the complaints about that package, of which the first is enough: the rest
// mostly follow from it. Lines before stand for themselves.
func Troubles(stderr string) []Trouble {
	var troubles []Trouble
	pkg, said := "", false
	for _, text := range unfold(stderr) {
		if name, ok := strings.CutPrefix(text, "# "); ok {
			if name = strings.Trim(name, "[]"); packagePath(name) != pkg {
				pkg, said = packagePath(name), false
			}
			continue
		}
		if isNoise(text) || pkg != "" && said {
			continue
		}
		troubles = append(troubles, Trouble{Package: pkg, Text: text, Crash: isCrash(text)})
		said = true
	}
	return unique(troubles)
}

// unfold joins the lines that go on on an indented line.
func unfold(text string) []string {
	var lines []string
	for line := range strings.Lines(text) {
		folded := strings.HasPrefix(line, "\t")
		line = strings.TrimSpace(line)
		switch {
		case line == "":
		case folded && len(lines) > 0:
			lines[len(lines)-1] += " " + line
		default:
			lines = append(lines, line)
		}
	}
	return lines
}

// isNoise reports whether the line is no complaint, or one that another line
// explains.
func isNoise(text string) bool {
	for _, prefix := range []string{"go: downloading ", "go: finding ", "go: extracting ", "no packages to vet", "go: no packages to vet"} {
		if strings.HasPrefix(text, prefix) {
			return true
		}
	}
	return false
}

func isCrash(text string) bool {
	for _, prefix := range []string{"panic: ", "fatal error: ", "runtime: ", "signal: "} {
		if strings.HasPrefix(text, prefix) {
			return true
		}
	}
	return false
}

// unique drops repeated complaints: a package and its test variants say the same.
func unique(troubles []Trouble) []Trouble {
	var kept []Trouble
	seen := make(map[string]bool)
	for _, t := range troubles {
		if !seen[t.Text] {
			seen[t.Text] = true
			kept = append(kept, t)
		}
	}
	return kept
}

var noMatch = regexp.MustCompile(`^(?:go: )?warning: "(.*)" matched no packages$`)

func unmatchedPattern(text string) (pattern string, ok bool) {
	m := noMatch.FindStringSubmatch(text)
	if m == nil {
		return "", false
	}
	return m[1], true
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
