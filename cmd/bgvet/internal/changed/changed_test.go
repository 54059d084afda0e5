package changed

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// repo is a git work tree of a test.
type repo struct {
	*testing.T
	dir string
}

func newRepo(t *testing.T) *repo {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not in PATH")
	}
	r := &repo{t, t.TempDir()}
	r.git("init", "-q", "-b", "main")
	return r
}

func (r *repo) git(args ...string) {
	r.Helper()
	cmd := exec.Command("git", append([]string{"-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"}, args...)...)
	cmd.Dir = r.dir
	if out, err := cmd.CombinedOutput(); err != nil {
		r.Fatalf("git %v: %v\n%s", args, err, out)
	}
}

func (r *repo) write(name, text string) {
	r.Helper()
	file := filepath.Join(r.dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		r.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		r.Fatal(err)
	}
}

func (r *repo) commit() { r.git("add", "-A"); r.git("commit", "-q", "-m", "x") }

// new returns the lines of a file that are new, of the first 9.
func (r *repo) new(l *Lines, name string) string {
	var got []string
	for n := 1; n < 10; n++ {
		if l.Contain(filepath.Join(r.dir, name), n, n) {
			got = append(got, string(rune('0'+n)))
		}
	}
	return strings.Join(got, "")
}

func TestSince(t *testing.T) {
	r := newRepo(t)
	r.write("a.go", "1\n2\n3\n4\n5\n")
	r.write("sub dir/ä\".go", "1\n2\n")
	r.write("moved.go", strings.Repeat("line\n", 20))
	r.write("gone.go", "1\n")
	r.write("same.go", "1\n")
	r.commit()

	r.git("checkout", "-q", "-b", "work")
	r.write("a.go", "1\nnew\n3\n4\n5\n")
	r.git("mv", "moved.go", "there.go")
	r.git("rm", "-q", "gone.go")
	r.commit()
	r.write("sub dir/ä\".go", "1\n2\n++ b/a.go\n@@ -1 +9 @@\n") // not committed
	r.write("staged.go", "a\nb\n")
	r.git("add", "staged.go")
	r.write("unknown.go", "1\n2\n3\n")

	// Meanwhile on main: not ours.
	r.git("stash", "-q", "-u")
	r.git("checkout", "-q", "main")
	r.write("a.go", "1\n2\n3\n4\nfive\n")
	r.commit()
	r.git("checkout", "-q", "work")
	r.git("stash", "pop", "-q", "--index")

	l, err := Since(r.dir, "main")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"a.go":           "2",
		"sub dir/ä\".go": "34",
		"there.go":       "",
		"staged.go":      "12",
		"unknown.go":     "123456789",
		"same.go":        "",
		"none.go":        "",
	} {
		if got := r.new(l, name); got != want {
			t.Errorf("%s: new are lines %q, want %q", name, got, want)
		}
	}
	a := filepath.Join(r.dir, "a.go")
	if !l.Contain(a, 1, 3) || l.Contain(a, 3, 5) || l.Contain(a, 1, 0) || !l.Contain(a, 2, 0) {
		t.Error("ranges of lines are not taken as such")
	}
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(r.dir, link); err != nil {
		t.Fatal(err)
	}
	if !l.Contain(filepath.Join(link, "a.go"), 2, 2) {
		t.Error("a link to the work tree hides what is new")
	}
}

func TestErrors(t *testing.T) {
	r := newRepo(t)
	r.write("a.go", "1\n")
	r.commit()
	r.git("checkout", "-q", "--orphan", "other")
	r.write("a.go", "2\n")
	r.commit()
	for rev, want := range map[string]string{
		"nosuch":    `-new-from: git knows no revision "nosuch"`,
		"--help":    `-new-from: git knows no revision "--help"`,
		"":          `-new-from: git knows no revision ""`,
		"HEAD:a.go": `-new-from: git knows no revision "HEAD:a.go"`,
		"main":      `-new-from: HEAD and "main" have no commit in common`,
	} {
		if _, err := Since(r.dir, rev); err == nil || !strings.HasPrefix(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: error %v, want %q", rev, err, want)
		}
	}
	if _, err := Since(t.TempDir(), "HEAD"); err == nil || err.Error() != "-new-from: this folder is in no git work tree" {
		t.Errorf("error %v", err)
	}
	t.Setenv("GIT_CONFIG_PARAMETERS", "nonsense")
	if _, err := Since(r.dir, "HEAD"); err == nil || !strings.Contains(err.Error(), "GIT_CONFIG_PARAMETERS") || strings.Contains(err.Error(), "\n") {
		t.Errorf("error %v", err)
	}
	t.Setenv("PATH", t.TempDir())
	if _, err := Since(r.dir, "HEAD"); err == nil || err.Error() != "-new-from needs git, which is not in PATH" {
		t.Errorf("error %v", err)
	}
}
