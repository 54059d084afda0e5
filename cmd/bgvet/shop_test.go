package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/bgvet/bgvet/analyzers"
)

// place is where a check has, or should have, a finding.
type place struct {
	check string
	file  string // relative to testdata/e2e
	line  int
}

func (p place) String() string { return fmt.Sprintf("%s:%d %s", p.file, p.line, p.check) }

const shop = "../../testdata/e2e"

// TestShop holds the findings in the sample shop to its marks: every mark of a
// check of the suite is found, nothing else is, and the mended shop is silent.
// Both drivers say the same. Each set of flags is a run of its own for go vet,
// over all dependencies, so strictness is looked at under one driver only.
func TestShop(t *testing.T) {
	byDefault, strict := shopByCommand(t), shopByCommand(t, "-strict")
	for _, p := range slices.Concat(byDefault, strict) {
		if strings.HasPrefix(p.file, "good/") {
			t.Errorf("reported in the mended shop: %s", p)
		}
	}
	want, missed := marks(t)
	compare(t, want, byDefault, strict)
	for _, p := range missed {
		if slices.Contains(strict, p) {
			t.Errorf("reported, so take the question mark off: %s", p)
		}
	}
	if vet := shopByVet(t); !slices.Equal(vet, byDefault) {
		t.Errorf("go vet -vettool reports\n%v\nwant as bgvet does\n%v", vet, byDefault)
	}
}

// compare wants every mark found, if need be with -strict, and without it
// nothing where there is no mark.
func compare(t *testing.T, want, byDefault, strict []place) {
	t.Helper()
	for _, p := range want {
		if !slices.Contains(byDefault, p) && !slices.Contains(strict, p) {
			t.Errorf("not reported: %s", p)
		}
	}
	for _, p := range byDefault {
		if !slices.Contains(want, p) && strings.HasPrefix(p.file, "bad/") {
			t.Errorf("reported without a mark: %s", p)
		}
	}
}

var mark = regexp.MustCompile(`trap:(\w+)(\??)`)

// marks reads the comments "// want trap:check" for the checks of the suite. A
// question mark behind it says that the check is known to miss this one.
func marks(t *testing.T) (want, missed []place) {
	t.Helper()
	err := filepath.WalkDir(filepath.Join(shop, "bad"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		w, m, err := marksOf(path)
		want, missed = append(want, w...), append(missed, m...)
		return err
	})
	if err != nil || len(want) == 0 {
		t.Fatalf("%d marks: %v", len(want), err)
	}
	return want, missed
}

func marksOf(path string) (want, missed []place, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	file, err := filepath.Rel(shop, path)
	if err != nil {
		return nil, nil, err
	}
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		for _, m := range mark.FindAllStringSubmatch(lines.Text(), -1) {
			p := place{m[1], filepath.ToSlash(file), n}
			switch {
			case !inSuite(p.check):
			case m[2] == "":
				want = append(want, p)
			default:
				missed = append(missed, p)
			}
		}
	}
	return want, missed, lines.Err()
}

func inSuite(check string) bool {
	for _, a := range analyzers.Suite {
		if a.Name == check {
			return true
		}
	}
	return false
}

func shopByCommand(t *testing.T, flags ...string) []place { return byCommand(t, shopDir(t), flags...) }

func byCommand(t *testing.T, dir string, flags ...string) []place {
	t.Helper()
	args := append(flags, "-format", "json", "./bad/...", "./good/...")
	code, stdout, stderr := run(t, dir, "", args...)
	var report struct {
		Findings []struct{ Check, Posn string }
	}
	if err := json.Unmarshal([]byte(stdout), &report); err != nil || code != 1 {
		t.Fatalf("exit code %d, %v: %s", code, err, stderr)
	}
	var places []place
	for _, f := range report.Findings {
		places = append(places, placeOf(t, f.Check, f.Posn))
	}
	return sorted(places)
}

func shopByVet(t *testing.T, flags ...string) []place {
	t.Helper()
	args := append([]string{"vet", "-vettool=" + executable(t), "-json"}, flags...)
	_, stdout, stderr := run(t, shopDir(t), "go", append(args, "./bad/...", "./good/...")...)
	var places []place
	for dec := json.NewDecoder(strings.NewReader(withoutHeaders(stdout + stderr))); dec.More(); {
		var units map[string]map[string][]struct{ Posn string }
		if err := dec.Decode(&units); err != nil {
			t.Fatal(err)
		}
		for _, checks := range units {
			for check, findings := range checks {
				for _, f := range findings {
					places = append(places, placeOf(t, check, f.Posn))
				}
			}
		}
	}
	return sorted(places)
}

func shopDir(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs(shop)
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// withoutHeaders drops the lines in which go vet names the packages.
func withoutHeaders(out string) string {
	var kept []string
	for line := range strings.Lines(out) {
		if !strings.HasPrefix(line, "#") {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "")
}

func placeOf(t *testing.T, check, posn string) place {
	t.Helper()
	parts := strings.Split(posn, ":")
	line, err := strconv.Atoi(parts[len(parts)-2])
	if err != nil {
		t.Fatalf("position %q: %v", posn, err)
	}
	file := filepath.ToSlash(strings.Join(parts[:len(parts)-2], ":"))
	if _, rest, ok := strings.Cut(file, "testdata/e2e/"); ok {
		file = rest
	}
	return place{check, file, line}
}

func sorted(places []place) []place {
	slices.SortFunc(places, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.file, b.file), cmp.Compare(a.line, b.line), cmp.Compare(a.check, b.check))
	})
	return slices.Compact(places)
}
