package govet

import (
	"reflect"
	"strings"
	"testing"
)

func TestDecode(t *testing.T) {
	const stream = `{}
{
	"m/p": {
		"hotloop": [
			{"category": "crash/hotloop", "posn": "/p.go:1:2", "end": "/p.go:1:3", "message": "spins",
			 "related": [{"posn": "/p.go:9:1", "end": "/p.go:9:1", "message": "the loop"}]}
		],
		"loopexit": {"error": "in summary: panic: no"}
	}
}
{"m/p_test [m/p.test]": {"hotloop": [{"posn": "/p_test.go:1:2", "end": "/p_test.go:1:2", "message": "spins"}]}}
`
	var r Result
	var counts []int
	if err := r.decode(strings.NewReader(stream), func(n int) { counts = append(counts, n) }); err != nil {
		t.Fatal(err)
	}
	if want := []int{1, 2, 3}; !reflect.DeepEqual(counts, want) || r.Units != 3 {
		t.Errorf("progress %v and %d units, want %v", counts, r.Units, want)
	}
	if len(r.Findings) != 2 || r.Findings[0].Related[0].Message != "the loop" || r.Findings[1].Package != "m/p_test" {
		t.Errorf("findings: %+v", r.Findings)
	}
	if want := []Failure{{"loopexit", "m/p", "in summary: panic: no"}}; !reflect.DeepEqual(r.Failures, want) {
		t.Errorf("failures %v, want %v", r.Failures, want)
	}
}

func TestDecodeNonsense(t *testing.T) {
	for _, stream := range []string{"{", "[]", `{"p": {"c": 7}}`, `{"p": {"c": [7]}}`, "nonsense"} {
		if err := new(Result).decode(strings.NewReader(stream), nil); err == nil {
			t.Errorf("%q is read without an error", stream)
		}
	}
}

func TestTroubles(t *testing.T) {
	for _, test := range []struct {
		name, stderr string
		want         []Trouble
	}{
		{"nothing", "", nil},
		{"first error of a package", "# m/p\np/p.go:3:12: undefined: y\np/p.go:5:23: cannot use x\n",
			[]Trouble{{Package: "m/p", Text: "p/p.go:3:12: undefined: y"}}},
		{"two headers", "# m/p\n# [m/p]\np/p_test.go:3:12: undefined: y\n",
			[]Trouble{{Package: "m/p", Text: "p/p_test.go:3:12: undefined: y"}}},
		{"variants", "# m/p\np/p.go:3:12: undefined: y\n# m/p [m/p.test]\np/p.go:3:12: undefined: y\n",
			[]Trouble{{Package: "m/p", Text: "p/p.go:3:12: undefined: y"}}},
		{"folded lines", "p/p.go:3:8: no required module provides package x; to add it:\n\tgo get x\nq/q.go:1:1: bad\n",
			[]Trouble{{Text: "p/p.go:3:8: no required module provides package x; to add it: go get x"}, {Text: "q/q.go:1:1: bad"}}},
		{"noise", "go: downloading x v1.0.0\nno packages to vet\n", nil},
		{"crash", "# m/p\nruntime: goroutine stack exceeds 1000000000-byte limit\nfatal error: stack overflow\n\ngoroutine 1 [running]:\n",
			[]Trouble{{Package: "m/p", Text: "runtime: goroutine stack exceeds 1000000000-byte limit", Crash: true}}},
	} {
		if got := Troubles(test.stderr); !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s: got %+v, want %+v", test.name, got, test.want)
		}
	}
}
