package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"github.com/bgvet/bgvet/analyzers"
	"github.com/bgvet/bgvet/cmd/bgvet/internal/custom"
)

// nogoRelease is the release of Bazel's Go rules whose nogo is built here.
const nogoRelease = "github.com/bazelbuild/rules_go@v0.60.0"

// nogoConfig is the file of docs/drivers.md: nogo sets flags of the analyzers that
// it knows and of those that they require.
const nogoConfig = `{"bgvetconfig": {"analyzer_flags": {"strict": "true"}}}`

// TestNogo builds the program that Bazel's nogo rule builds, from its own source,
// and runs it on the sample shop as the rule does: one process for each package,
// with the facts of its dependencies, without modules, and on packages of others for
// their facts alone. Only Bazel itself is missing.
func TestNogo(t *testing.T) {
	requireHeavy(t, "Bazel's nogo")
	for _, config := range []string{"{}", nogoConfig} {
		var flags []string
		if config == nogoConfig {
			flags = []string{"-strict"}
		}
		want := shopByCommand(t, flags...)
		if got := byNogo(t, buildNogo(t, config)); !slices.Equal(got, want) {
			t.Errorf("with %s nogo reports\n%v\nwant as bgvet does\n%v", config, got, want)
		}
	}
}

// buildNogo generates the main file as the rule does and builds it. The rule lets
// nogo use an internal package of golang.org/x/tools; the go command lets a module
// below that path.
func buildNogo(t *testing.T, config string) (program string) {
	t.Helper()
	_, out, stderr := run(t, t.TempDir(), "go", "mod", "download", "-json", nogoRelease)
	var rules struct{ Dir string }
	if err := json.Unmarshal([]byte(out), &rules); err != nil || rules.Dir == "" {
		t.Fatalf("%v: %s%s", err, out, stderr)
	}
	builders := filepath.Join(rules.Dir, "go", "tools", "builders")
	dir := filepath.Join(testCache(t), "nogo-src")
	copyFiles(t, dir, builders, "constants.go", "env.go", "flags.go", "nogo_fix.go", "nogo_main.go",
		"nogo_typeparams_go117.go", "nogo_typeparams_go118.go", "nolint.go", "path.go")
	generator := filepath.Join(testCache(t), "nogo-gen")
	copyFiles(t, generator, builders, "generate_nogo_main.go", "flags.go", "env.go", "path.go", "constants.go", "nolint.go")

	source, err := custom.FindSource()
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(generator, "go.mod"), "module generator\n\ngo 1.26.0\n")
	writeFile(t, filepath.Join(generator, "main.go"), "package main\n\nimport \"os\"\n\nfunc main() {\n\tif err := genNogoMain(os.Args[1:]); err != nil {\n\t\tpanic(err)\n\t}\n}\n")
	configFile := filepath.Join(t.TempDir(), "nogo.json")
	writeFile(t, configFile, config)
	args := []string{"run", ".", "-output", filepath.Join(dir, "nogo_generated.go"), "-config", configFile}
	for _, path := range importPaths() {
		args = append(args, "-analyzer_importpath", path)
	}
	mustRun(t, generator, "go", args...)

	writeFile(t, filepath.Join(dir, "go.mod"), fmt.Sprintf("module golang.org/x/tools/nogo\n\ngo 1.26.0\n\nrequire (\n\tgolang.org/x/tools %s\n\t%s v0.0.0\n)\n\nreplace %[2]s => %s\n",
		toolsVersion(t), custom.Module, source.Dir))
	program = filepath.Join(t.TempDir(), "nogo")
	mustRun(t, dir, "go", "build", "-mod=mod", "-buildvcs=false", "-o", program, ".")
	return program
}

// importPaths are what a nogo rule lists as deps: each check, and the facts.
func importPaths() []string {
	paths := []string{custom.Module + "/analyzers/facts"}
	for _, a := range analyzers.Suite {
		if group := analyzers.Group(a); group != "" {
			paths = append(paths, custom.Module+"/analyzers/"+group+"/"+a.Name)
		}
	}
	return paths
}

func toolsVersion(t *testing.T) string {
	t.Helper()
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, dep := range info.Deps {
			if dep.Path == "golang.org/x/tools" {
				return dep.Version
			}
		}
	}
	_, out, _ := run(t, "..", "go", "list", "-m", "-f", "{{.Version}}", "golang.org/x/tools")
	return strings.TrimSpace(out)
}

func copyFiles(t *testing.T, to, from string, names ...string) {
	t.Helper()
	if err := os.MkdirAll(to, 0o777); err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := os.ReadFile(filepath.Join(from, name))
		if err != nil {
			t.Fatal(err)
		}
		writeFile(t, filepath.Join(to, name), string(text))
	}
}

func mustRun(t *testing.T, dir, program string, args ...string) string {
	t.Helper()
	code, stdout, stderr := run(t, dir, program, args...)
	if code != 0 {
		t.Fatalf("%s %v: exit code %d\n%s%s", program, args, code, stdout, stderr)
	}
	return stdout
}

// listedPackage is what go list knows of a package.
type listedPackage struct {
	Dir, ImportPath, Export string
	GoFiles                 []string
	Standard                bool
	ImportMap               map[string]string
	Deps                    []string
}

// byNogo runs nogo on the packages of the shop, dependencies first.
func byNogo(t *testing.T, program string) []place {
	t.Helper()
	out := mustRun(t, shopDir(t), "go", "list", "-deps", "-export", "-json=Dir,ImportPath,Export,GoFiles,Standard,ImportMap,Deps", "./bad/...", "./good/...")
	work, importcfg := t.TempDir(), new(bytes.Buffer)
	facts := make(map[string]string)
	var places []place
	for dec := json.NewDecoder(strings.NewReader(out)); ; {
		var p listedPackage
		if err := dec.Decode(&p); err == io.EOF {
			return sorted(places)
		} else if err != nil {
			t.Fatal(err)
		}
		if !p.Standard && len(p.GoFiles) > 0 {
			places = append(places, nogoOn(t, program, work, importcfg.String(), facts, p)...)
		}
		if p.Export != "" {
			fmt.Fprintf(importcfg, "packagefile %s=%s\n", p.ImportPath, p.Export)
		}
	}
}

var nogoLine = regexp.MustCompile(`(?m)^(.*\.go:\d+:\d+): .* \((\w+)\)$`)

// nogoOn runs nogo on one package and notes where its facts are.
func nogoOn(t *testing.T, program, work, importcfg string, facts map[string]string, p listedPackage) []place {
	t.Helper()
	cfg := filepath.Join(work, "importcfg")
	for from, to := range p.ImportMap {
		importcfg += fmt.Sprintf("importmap %s=%s\n", from, to)
	}
	writeFile(t, cfg, importcfg)
	own := strings.Contains(p.ImportPath, "/e2e/")
	out := filepath.Join(work, fmt.Sprintf("facts%d", len(facts)))
	args := []string{"-p", p.ImportPath, "-importcfg", cfg, "-x", out}
	if !own {
		args = append(args, "-facts_only")
	}
	for _, dep := range p.Deps {
		if file, ok := facts[dep]; ok {
			args = append(args, "-fact", dep+"="+file)
		}
	}
	for _, file := range p.GoFiles {
		args = append(args, filepath.Join(p.Dir, file))
	}
	facts[p.ImportPath] = out
	code, stdout, stderr := run(t, p.Dir, program, args...)
	found := nogoLine.FindAllStringSubmatch(stderr, -1)
	if code != 0 && len(found) == 0 {
		t.Fatalf("nogo on %s: exit code %d\n%s%s", p.ImportPath, code, stdout, stderr)
	}
	var places []place
	for _, m := range found {
		places = append(places, placeOf(t, m[2], m[1]))
	}
	return places
}
