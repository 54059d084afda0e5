package source

import (
	"path/filepath"
	"testing"
)

func TestLines(t *testing.T) {
	f := New([]byte("one\r\nä\U0001F600x\n\nend"))
	for n, want := range map[int]string{1: "one", 2: "ä\U0001F600x", 3: "", 4: "end"} {
		if got, ok := f.Line(n); !ok || got != want {
			t.Errorf("line %d is %q, %v", n, got, ok)
		}
	}
	for _, n := range []int{-1, 0, 5} {
		if _, ok := f.Line(n); ok {
			t.Errorf("there is a line %d", n)
		}
	}
}

func TestColumns(t *testing.T) {
	f := New([]byte("one\nä\U0001F600x\n"))
	for _, test := range []struct{ line, column, want int }{
		{2, 1, 1}, {2, 3, 2}, {2, 7, 4}, {2, 8, 5}, // before ä, 😀, x, the end
		{2, 20, 20}, {9, 3, 3}, {1, 0, 0}, // outside
	} {
		if got := f.Column(test.line, test.column); got != test.want {
			t.Errorf("column %d of line %d is %d, want %d", test.column, test.line, got, test.want)
		}
	}
	for _, test := range []struct{ offset, line, column int }{{0, 1, 1}, {3, 1, 4}, {4, 2, 1}, {10, 2, 4}, {12, 2, 6}} {
		if line, column, ok := f.Place(test.offset); !ok || line != test.line || column != test.column {
			t.Errorf("offset %d is at %d:%d, want %d:%d", test.offset, line, column, test.line, test.column)
		}
	}
	if _, _, ok := f.Place(13); ok {
		t.Error("an offset behind the end has a place")
	}
}

func TestUnreadable(t *testing.T) {
	var files Files
	f := files.File(filepath.Join(t.TempDir(), "none.go"))
	if _, ok := f.Line(1); ok || len(f.Text()) > 0 {
		t.Error("a file that is not there has text")
	}
	if _, _, ok := f.Place(0); ok {
		t.Error("a file that is not there has places")
	}
}
