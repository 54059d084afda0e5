package handed

import (
	"embed"
	"io"
	"io/fs"
	"os"
)

//go:embed fs.go
var resources embed.FS

type site struct{ files fs.FS }

// The files of a file system that is handed around are mostly embedded.
func index(fsys fs.FS) ([]byte, error) {
	f, err := fsys.Open("index.html")
	if err != nil {
		return nil, err
	}
	return io.ReadAll(f)
}

func (s *site) page(name string) ([]byte, error) {
	f, err := s.files.Open(name)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(f)
}

func embedded() ([]byte, error) {
	f, err := resources.Open("fs.go")
	if err != nil {
		return nil, err
	}
	return io.ReadAll(f)
}

func assets() fs.FS { return resources }

func asset(name string) ([]byte, error) {
	f, err := assets().Open(name)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(f)
}

// Near misses: files of the system.
func ofDir(dir, name string) ([]byte, error) {
	fsys := os.DirFS(dir)
	f, err := fsys.Open(name) // want "the file of fsys.Open is never ended and keeps a file descriptor"
	if err != nil {
		return nil, err
	}
	return io.ReadAll(f)
}

func ofDirAtOnce(dir, name string) ([]byte, error) {
	f, err := os.DirFS(dir).Open(name) // want "the file of .* is never ended and keeps a file descriptor"
	if err != nil {
		return nil, err
	}
	return io.ReadAll(f)
}

func plain(name string) ([]byte, error) {
	f, err := os.Open(name) // want "the file of os.Open is never ended"
	if err != nil {
		return nil, err
	}
	return io.ReadAll(f)
}
