package checktest

import (
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/config"
)

// fixtureSet is the packages that are analyzed with the same options.
type fixtureSet struct {
	name    string            // the options, for the name of the subtest
	options map[string]string // flags
	plain   []string          // patterns of packages
	golden  []string          // of packages with suggested fixes
}

// configFile is what a folder's own options are in.
const configFile = ".bgvet.yaml"

// fixtureSets returns the packages below src/<check> of dir by their options,
// in a fixed order.
func fixtureSets(dir, check string) ([]*fixtureSet, error) {
	sets := map[string]*fixtureSet{}
	root := filepath.Join(dir, "src", check)
	err := filepath.WalkDir(root, func(folder string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() || !holds(folder, "*.go") {
			return err
		}
		options, err := optionsOf(root, folder)
		if err != nil {
			return err
		}
		name := describe(options)
		if sets[name] == nil {
			sets[name] = &fixtureSet{name: name, options: options}
		}
		sets[name].add(dir, folder)
		return nil
	})
	if err == nil && len(sets) == 0 {
		err = fmt.Errorf("no Go files below %s", root)
	}
	return slices.SortedFunc(maps.Values(sets), func(a, b *fixtureSet) int { return strings.Compare(a.name, b.name) }), err
}

func (s *fixtureSet) add(dir, folder string) {
	relative, _ := filepath.Rel(dir, folder)
	pattern := "./" + filepath.ToSlash(relative)
	if holds(folder, "*.golden") {
		s.golden = append(s.golden, pattern)
	} else {
		s.plain = append(s.plain, pattern)
	}
}

func holds(folder, pattern string) bool {
	found, _ := filepath.Glob(filepath.Join(folder, pattern))
	return len(found) > 0
}

// optionsOf reads the options from the folders between root and folder.
func optionsOf(root, folder string) (map[string]string, error) {
	options := map[string]string{}
	relative, err := filepath.Rel(root, folder)
	if err != nil {
		return nil, err
	}
	at := root
	for _, name := range strings.Split(filepath.ToSlash(relative), "/") {
		at = filepath.Join(at, name)
		if holds(at, configFile) {
			options["config"] = filepath.Join(at, configFile)
		}
		if name == "strict" {
			options["strict"] = "true"
		}
		if option, value, ok := strings.Cut(name, "_"); ok && option != "" {
			if f := flagEndingIn(option); f != nil {
				options[f.Name] = value
			}
		}
	}
	return options, nil
}

// flagEndingIn finds panicpolicy for "policy". Folders whose name has another
// reason for its underscore mean no option.
func flagEndingIn(suffix string) (found *flag.Flag) {
	config.Analyzer.Flags.VisitAll(func(f *flag.Flag) {
		if strings.HasSuffix(f.Name, suffix) {
			found = f
		}
	})
	return found
}

func describe(options map[string]string) string {
	if len(options) == 0 {
		return "default"
	}
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(options)) {
		value := options[name]
		if name == "config" {
			value = filepath.Base(filepath.Dir(value))
		}
		parts = append(parts, name+"="+value)
	}
	return strings.Join(parts, ",")
}
