package custom

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
)

// A Source is where a build takes the code of bgvet from: a folder, else a
// version.
type Source struct{ Dir, Version string }

func (s Source) String() string {
	if s.Dir != "" {
		return s.Dir
	}
	return s.Version
}

// edits are the arguments by which go mod edit adds the source to a module.
func (s Source) edits() []string {
	if s.Dir != "" {
		return []string{"-require=" + Module + "@v0.0.0", "-replace=" + Module + "=" + s.Dir}
	}
	return []string{"-require=" + Module + "@" + s.Version}
}

// FindSource returns the source from which this program was built, so that what
// it builds finds the same: the folder where the compiler saw it, if that is still
// there, else the version that it carries.
func FindSource() (Source, error) {
	if dir := compiledIn(); dir != "" {
		return Source{Dir: dir}, nil
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Path == Module && strings.HasPrefix(info.Main.Version, "v") {
		return Source{Version: info.Main.Version}, nil
	}
	return Source{}, errors.New("this bgvet does not know its own source; name the folder with -source")
}

// compiledIn returns the module's folder as the compiler saw it, or "".
func compiledIn() string {
	_, file, _, ok := runtime.Caller(0)
	if !ok || !filepath.IsAbs(file) {
		return "" // built with -trimpath
	}
	for dir := filepath.Dir(file); dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if isOurs(dir) {
			return dir
		}
	}
	return ""
}

// At returns the source in a folder that somebody named.
func At(dir string) (Source, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return Source{}, err
	}
	if !isOurs(dir) {
		return Source{}, fmt.Errorf("%s does not hold the module %s", dir, Module)
	}
	return Source{Dir: dir}, nil
}

func isOurs(dir string) bool {
	text, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	first, _, _ := strings.Cut(string(text), "\n")
	return err == nil && strings.TrimSpace(first) == "module "+Module
}
