// Package unsure has what is left open, but most likely does no harm.
package unsure

import (
	"io"
	"io/fs"
)

func index(fsys fs.FS) ([]byte, error) {
	f, err := fsys.Open("index.html") // want "the file of fsys.Open is never ended"
	if err != nil {
		return nil, err
	}
	return io.ReadAll(f)
}
