package finding

import "testing"

func TestParsePosn(t *testing.T) {
	for _, test := range []struct {
		posn string
		want Position
	}{
		{"/a/b.go:3:14", Position{"/a/b.go", 3, 14}},
		{"/a/b.go:3", Position{"/a/b.go", 3, 0}},
		{"/a/b.go", Position{"/a/b.go", 0, 0}},
		{`C:\a\b.go:3:14`, Position{`C:\a\b.go`, 3, 14}},
		{`C:\a\b.go`, Position{`C:\a\b.go`, 0, 0}},
		{"/a:7/b.go:3:14", Position{"/a:7/b.go", 3, 14}},
		{"-", Position{"-", 0, 0}},
		{"", Position{}},
	} {
		if got := ParsePosn(test.posn); got != test.want {
			t.Errorf("ParsePosn(%q) = %+v, want %+v", test.posn, got, test.want)
		}
		if got := ParsePosn(test.posn).String(); got != test.posn {
			t.Errorf("ParsePosn(%q).String() = %q", test.posn, got)
		}
	}
}

func TestRelativePosn(t *testing.T) {
	for _, test := range []struct{ posn, dir, want string }{
		{"/shop/worker/w.go:1:2", "/shop", "worker/w.go:1:2"},
		{"/shop/worker/w.go:1:2", "/shop/api", "../worker/w.go:1:2"},
		{"/lib/a.go:1:2", "/home/me/shop/api", "/lib/a.go:1:2"}, // longer than the full name
		{"/shop/w.go:1:2", "", "/shop/w.go:1:2"},
		{"w.go:1:2", "/shop", "w.go:1:2"},
		{"", "/shop", ""},
	} {
		if got := RelativePosn(test.posn, test.dir); got != test.want {
			t.Errorf("RelativePosn(%q, %q) = %q, want %q", test.posn, test.dir, got, test.want)
		}
	}
}

func TestSort(t *testing.T) {
	at := func(check, pkg, posn, message string) Finding {
		return Finding{Check: check, Package: pkg, Diagnostic: Diagnostic{Posn: posn, Message: message}}
	}
	got := Sort([]Finding{
		at("b", "p", "/a.go:10:1", "x"),
		at("b", "p", "/a.go:9:1", "x"),
		at("b", "q", "/a.go:9:1", "x"), // the same from a variant of the package
		at("a", "p", "/a.go:9:1", "x"),
		at("a", "p", "/a.go:9:1", "another"),
		at("a", "p", "/B.go:99:1", "x"),
	})
	want := []string{"/B.go:99:1 a x", "/a.go:9:1 a another", "/a.go:9:1 a x", "/a.go:9:1 b x", "/a.go:10:1 b x"}
	if len(got) != len(want) {
		t.Fatalf("got %d findings, want %d: %v", len(got), len(want), got)
	}
	for i, f := range got {
		if s := f.Posn + " " + f.Check + " " + f.Message; s != want[i] {
			t.Errorf("finding %d is %q, want %q", i, s, want[i])
		}
	}
}
