package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bgvet/bgvet/analyzers"
)

// onlyOurs switches the analyzers of gopls off that would have a word to say, too.
func onlyOurs(more map[string]bool) map[string]any {
	analyses := map[string]bool{}
	for name, on := range more {
		analyses[name] = on
	}
	return map[string]any{"analyses": analyses, "staticcheck": false}
}

// ours returns the places of what our checks have published.
func ours(t *testing.T, all map[string]published) []place {
	var places []place
	for file, p := range all {
		for _, d := range p.list {
			if inSuite(d.Source) {
				places = append(places, placeOf(t, d.Source, fmt.Sprintf("%s:%d:1", file, d.Range.Start.Line+1)))
			}
		}
	}
	return sorted(places)
}

// byGopls opens the files of the shop one after the other and waits each time until
// the server has spoken about the file, and said what it should. To gopls a folder
// named testdata is no workspace: it looks only at what is open, and the next file
// that is opened ends what it thinks about the last.
func byGopls(t *testing.T, program, dir string, want []place) []place {
	t.Helper()
	c := startServer(t, program, dir, onlyOurs(nil))
	err := filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return err
		}
		c.open(file)
		c.await(lspTimeout, func(all map[string]published) bool {
			_, spoken := all[file]
			return spoken && hasAll(ours(t, all), want, placeOf(t, "", file+":1:1").file)
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(2 * time.Second) // for what it should not say
	c.mu.Lock()
	defer c.mu.Unlock()
	return ours(t, c.diagnostics)
}

// hasAll reports whether all places that are wanted in the file are there.
func hasAll(got, want []place, file string) bool {
	return !slices.ContainsFunc(want, func(p place) bool { return p.file == file && !slices.Contains(got, p) })
}

// TestGopls holds a conversation as an editor would: findings appear with all that
// belongs to them, an edit that is not saved makes them go, and a quick fix gives
// code that compiles.
func TestGopls(t *testing.T) {
	program := withChecks(t, "gopls")
	const check = "hotloop"
	file := filepath.Join(shopDir(t), "bad", "internal", "queue", "mirror.go")
	c := startServer(t, program, shopDir(t), onlyOurs(map[string]bool{"recoverscope": false}))
	text := c.open(file)

	var found diagnostic
	finding := func(all map[string]published) bool {
		for _, d := range all[file].list {
			if d.Source == check && len(d.Related) > 0 {
				found = d
				return true
			}
		}
		return false
	}
	if !c.await(lspTimeout, finding) {
		t.Fatalf("no finding of %s; published are %+v", check, c.diagnostics)
	}
	if found.Code != "crash/hotloop" && found.Code != check && !strings.HasPrefix(fmt.Sprint(found.Code), "crash/hotloop") {
		t.Errorf("the code is %v", found.Code)
	}
	if found.CodeDescription == nil || !strings.Contains(found.CodeDescription.Href, "docs/checks/crash/hotloop.md") {
		t.Errorf("the page is %+v", found.CodeDescription)
	}
	if rel := found.Related[0]; fileOf(rel.Location.URI) != file || rel.Message == "" || rel.Location.Range.Start.Line == 0 {
		t.Errorf("related are %+v", found.Related)
	}

	fixed := fix(c, file, text, found)
	c.edit(file, 2, fixed)
	gone := func(all map[string]published) bool {
		p := all[file]
		return p.version == 2 && !slices.ContainsFunc(p.list, func(d diagnostic) bool {
			return d.Source == check && d.Range.Start.Line == found.Range.Start.Line
		})
	}
	if !c.await(time.Minute, gone) {
		t.Errorf("after an edit that is not saved: %+v", c.diagnostics[file])
	}
	for _, d := range c.diagnostics[file].list {
		if d.Severity == 1 {
			t.Errorf("the fixed code does not compile: %+v", d)
		}
	}
	build(t, file, fixed)
}

// fix asks for the quick fix of the finding and applies it to the text.
func fix(c *client, file, text string, d diagnostic) string {
	c.Helper()
	var actions []struct {
		Title string
		Kind  string
		Edit  *struct {
			DocumentChanges []struct{ Edits []textEdit }
		}
		Data any
	}
	c.call("textDocument/codeAction", map[string]any{
		"textDocument": map[string]any{"uri": uriOf(file)},
		"range":        d.Range,
		"context":      map[string]any{"diagnostics": []any{d.raw}, "only": []string{"quickfix"}},
	}, &actions)
	for _, a := range actions {
		if a.Edit == nil || len(a.Edit.DocumentChanges) != 1 {
			continue
		}
		fixed := apply(text, a.Edit.DocumentChanges[0].Edits)
		if fixed != text {
			return fixed
		}
	}
	c.Fatalf("no quick fix for %+v among %+v", d, actions)
	return ""
}

// build compiles the package of the file with another text in it.
func build(t *testing.T, file, text string) {
	t.Helper()
	other := filepath.Join(t.TempDir(), "fixed.go")
	writeFile(t, other, text)
	overlay := filepath.Join(t.TempDir(), "overlay.json")
	writeFile(t, overlay, fmt.Sprintf(`{"Replace": {%q: %q}}`, file, other))
	if code, stdout, stderr := run(t, filepath.Dir(file), "go", "build", "-overlay", overlay, "."); code != 0 {
		t.Errorf("the fixed code does not compile: %s%s\n%s", stdout, stderr, text)
	}
}

// TestGoplsSwitches holds that one check is switched off as any other of gopls, and
// that an edited configuration is not answered from its cache.
func TestGoplsSwitches(t *testing.T) {
	program := withChecks(t, "gopls")
	dir := copyShop(t, nil)
	file := filepath.Join(dir, "bad", "internal", "mail", "worker.go")
	first := namesIn(t, program, dir, file, onlyOurs(nil))
	if !slices.Contains(first, "hotloop") || !slices.Contains(first, "loopexit") {
		t.Fatalf("found %v", first)
	}
	without := slices.DeleteFunc(slices.Clone(first), func(name string) bool { return name == "hotloop" })
	if got := namesIn(t, program, dir, file, onlyOurs(map[string]bool{"hotloop": false})); !slices.Equal(got, without) {
		t.Errorf("with hotloop switched off: %v, want %v", got, without)
	}
	writeFile(t, filepath.Join(dir, analyzers.ConfigName), "disable: [hotloop]\n")
	if got := namesIn(t, program, dir, file, onlyOurs(nil)); !slices.Equal(got, without) {
		t.Errorf("with hotloop disabled in the file: %v, want %v", got, without)
	}
	if err := os.Remove(filepath.Join(dir, analyzers.ConfigName)); err != nil {
		t.Fatal(err)
	}
	if got := namesIn(t, program, dir, file, onlyOurs(nil)); !slices.Equal(got, first) {
		t.Errorf("without the file again: %v, want %v", got, first)
	}
}

// namesIn starts a server, opens the file and returns which checks find something.
func namesIn(t *testing.T, program, dir, file string, settings map[string]any) []string {
	t.Helper()
	var names []string
	t.Run("server", func(t *testing.T) {
		c := startServer(t, program, dir, settings)
		c.open(file)
		collect := func(all map[string]published) bool {
			names = nil
			for _, p := range ours(t, map[string]published{file: all[file]}) { // others of the package may come first
				names = append(names, p.check)
			}
			slices.Sort(names)
			names = slices.Compact(names)
			return len(names) > 0
		}
		c.await(lspTimeout, collect)
	})
	return names
}
