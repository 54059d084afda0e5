package command

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bgvet/bgvet/cmd/bgvet/internal/finding"
	"github.com/bgvet/bgvet/cmd/bgvet/internal/fingerprint"
	"github.com/bgvet/bgvet/cmd/bgvet/internal/output"
	"github.com/bgvet/bgvet/cmd/bgvet/internal/suite"
)

// complete adds to the findings what go vet does not know, and sorts them.
func (c *Command) complete(result *result) {
	result.findings = finding.Sort(result.findings)
	for i := range result.findings {
		f := &result.findings[i]
		a, group := c.Suite.Find(f.Check)
		if a != nil {
			f.URL = a.URL
		}
		if group == suite.VetGroup {
			f.Category = group + "/" + f.Check
		}
		f.TakeSilenced(c.Suite.SilencedHere)
	}
	fingerprint.Set(result.findings)
}

func (c *Command) write(r *request, result *result) error {
	dir, err := r.dir()
	if err != nil {
		return err
	}
	report := &output.Report{
		Findings: result.findings,
		Troubles: result.troubles,
		Dir:      dir,
		Rules:    c.rules(),
		Version:  version(),
		Color:    useColor(c.Stdout),
	}
	if report.Root, err = repositoryRoot(); err != nil {
		return err
	}
	return output.ByName(r.format).Write(c.Stdout, report)
}

// rules describes the checks for reports.
func (c *Command) rules() []output.Rule {
	var rules []output.Rule
	for _, a := range slices.Concat(c.Suite.Checks, c.Suite.Vet) {
		_, prose, _ := strings.Cut(a.Doc, "\n")
		_, group := c.Suite.Find(a.Name)
		rule := output.Rule{Check: a.Name, ID: path.Join(group, a.Name), Group: group, Summary: summary(a), Help: strings.TrimSpace(prose), URL: a.URL}
		rules = append(rules, rule)
	}
	return rules
}

// repositoryRoot returns the folder with .git at or above the working directory,
// else that itself.
func repositoryRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Lstat(filepath.Join(at, ".git")); err == nil {
			return at, nil
		}
		if at == filepath.Dir(at) {
			return dir, nil
		}
	}
}
