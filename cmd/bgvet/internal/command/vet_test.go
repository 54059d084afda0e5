package command

import (
	"strings"
	"testing"
)

// printed has a mistake that go vet finds with a fact of another package, and one
// that needs a fact of the standard library.
var printed = sleeper.with(module{
	"logs/logs.go": "package logs\n\nimport (\n\t\"fmt\"\n\t\"log\"\n)\n\nfunc Warn(format string, args ...any) { fmt.Printf(format, args...) }\n\nfunc F() {\n\tlog.Printf(\"%d\")\n}\n",
	"use/use.go":   "package use\n\nimport (\n\t\"m/logs\"\n\t\"text/tabwriter\"\n)\n\nfunc F() {\n\tlogs.Warn(\"%d\", \"x\")\n\tvar w *tabwriter.Writer\n\tw = w\n}\n",
})

const (
	logsFinding = `logs/logs.go:11:14: log.Printf format %d reads arg #1, but call has 0 args [vet/printf]
	log.Printf("%d")
	            ^
`
	useFinding = `use/use.go:9:13: m/logs.Warn format %d has arg "x" of wrong type string [vet/printf]
	logs.Warn("%d", "x")
	           ^
use/use.go:11:2: self-assignment of w [vet/assign]
	w = w
	^
`
)

// TestVet runs the checks of go vet with ours, and alone, and compares with what
// go vet itself says.
func TestVet(t *testing.T) {
	dir := printed.write(t)
	bgvet(t, dir, "-vet", "./...").check(t, outcome{code: Found, stdout: appFinding + libFinding + logsFinding + useFinding})
	bgvet(t, dir, "-printf", "./logs").check(t, outcome{code: Found, stdout: logsFinding})
	bgvet(t, dir, "-vet=false", "-assign", "-sleepy", "./...").check(t, outcome{code: Found, stdout: appFinding + libFinding + useFinding[strings.Index(useFinding, "use/use.go:11"):]})

	plain := start(t, dir, "go", "vet", "./...")
	for line := range strings.Lines(plain.stderr) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		line = strings.TrimPrefix(strings.TrimSpace(line), "vet: ")
		if !strings.Contains(logsFinding+useFinding, line) {
			t.Errorf("go vet says %q, and bgvet -vet does not", line)
		}
	}
	if got := bgvet(t, dir, "explain", "printf"); !strings.HasPrefix(got.stdout, "vet/printf: ") {
		t.Errorf("explain printf says %q", got.stdout)
	}
}
