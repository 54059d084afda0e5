package checktest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/txtar"
)

// compileGoldens type-checks the packages with their golden files in place of
// the originals: a fix that does not compile is worse than none. For a golden
// with several sections, one for each fix, every section is tried alone.
func compileGoldens(t *testing.T, dir string, patterns []string) {
	t.Helper()
	overlays := []map[string][]byte{{}} // the first holds all plain goldens
	for _, pattern := range patterns {
		goldens, _ := filepath.Glob(filepath.Join(dir, pattern, "*.golden"))
		for _, golden := range goldens {
			text, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			file := strings.TrimSuffix(golden, ".golden")
			sections := txtar.Parse(text).Files
			if len(sections) == 0 {
				overlays[0][file] = text
			}
			for _, section := range sections {
				overlays = append(overlays, map[string][]byte{file: section.Data})
			}
		}
	}
	for _, overlay := range overlays {
		if len(overlay) > 0 {
			for _, fault := range typeErrors(t, dir, patterns, overlay) {
				t.Errorf("after the suggested fixes: %v", fault)
			}
		}
	}
}

// mode takes dependencies from export data: only the goldens are to be checked.
const mode = packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports |
	packages.NeedTypes | packages.NeedSyntax | packages.NeedTypesInfo | packages.NeedExportFile

func typeErrors(t *testing.T, dir string, patterns []string, overlay map[string][]byte) []packages.Error {
	t.Helper()
	pkgs, err := packages.Load(&packages.Config{
		Mode:    mode,
		Dir:     dir,
		Env:     append(os.Environ(), "GOWORK=off", "GOPROXY=off"),
		Overlay: overlay,
	}, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	var faults []packages.Error
	for _, pkg := range pkgs {
		faults = append(faults, pkg.Errors...)
	}
	return faults
}
