package report

import (
	"cmp"
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/config"
)

// Reporter collects the findings of one check in one package.
type Reporter struct {
	pass     *analysis.Pass
	cfg      *config.Config
	group    string
	example  bool // findings are all strict
	findings []Finding
	ignores  map[*ast.File][]*Directive // read when the file has a finding
	result   Result
}

// New returns a Reporter for a check of the group. The check's pass must
// require [config.Analyzer].
func New(pass *analysis.Pass, group string) *Reporter {
	return &Reporter{
		pass:    pass,
		cfg:     config.Of(pass),
		group:   group,
		example: isExample(pass),
		ignores: map[*ast.File][]*Directive{},
		result:  Result{used: map[token.Pos]bool{}},
	}
}

// Report takes a finding. Checks report strict findings in every run: the
// reporter drops them, but knows then that a suppression of them is in use.
func (r *Reporter) Report(f Finding) { r.findings = append(r.findings, f) }

// Skip says that the check did not look at everything that it can look at, for
// example because of an option. Suppressions of it are not called unused then.
func (r *Reporter) Skip() { r.result.partial = true }

// Result emits the findings, in the order of their positions whatever the order
// in which the check met them, and returns the *Result that the check returns.
func (r *Reporter) Result() any {
	for i := range r.findings {
		r.findings[i].Pos = r.place(r.findings[i].Pos)
	}
	slices.SortStableFunc(r.findings, r.compare)
	r.findings = slices.CompactFunc(r.findings, func(a, b Finding) bool { return r.compare(a, b) == 0 })
	for _, f := range r.findings {
		r.emit(f)
	}
	r.findings = nil
	return &r.result
}

// place makes sure that a finding is in a file of this package: drivers and
// suppressions can do nothing with a position elsewhere.
func (r *Reporter) place(pos token.Pos) token.Pos {
	if r.fileOf(pos) != nil {
		return pos
	}
	for _, file := range r.pass.Files {
		if !isGenerated(r.pass.Fset, file) {
			return file.Name.Pos()
		}
	}
	return r.pass.Files[0].Name.Pos()
}

// compare orders by file name first: which file was parsed first, and has the
// lower positions, differs from run to run.
func (r *Reporter) compare(a, b Finding) int {
	pa, pb := r.pass.Fset.Position(a.Pos), r.pass.Fset.Position(b.Pos)
	return cmp.Or(
		strings.Compare(pa.Filename, pb.Filename),
		cmp.Compare(pa.Line, pb.Line),
		cmp.Compare(pa.Column, pb.Column),
		strings.Compare(a.Sub, b.Sub),
		strings.Compare(a.text(), b.text()),
	)
}

func (r *Reporter) emit(f Finding) {
	file := r.fileOf(f.Pos)
	if isGenerated(r.pass.Fset, file) || !r.cfg.Tests && isTest(r.pass.Fset, file) {
		return
	}
	directive := r.suppressed(file, f.Pos)
	if (f.Tier == Strict || r.example) && !r.cfg.Strict || directive != nil && !r.cfg.Silenced {
		return
	}
	if directive != nil {
		f.Related = append(slices.Clip(f.Related), Related{directive.Pos, directive.End, SilencedHere + directive.Reason})
	}
	r.pass.Report(analysis.Diagnostic{
		Pos:            f.Pos,
		End:            r.end(file, f),
		Category:       r.category(f.Sub),
		URL:            URL(r.group, r.pass.Analyzer.Name),
		Message:        f.text(),
		SuggestedFixes: r.fixes(f.Fixes),
		Related:        r.related(f.Related),
	})
}

func (f Finding) text() string {
	if len(f.Chain) == 0 {
		return f.Message
	}
	return f.Message + " (" + strings.Join(f.Chain, " -> ") + ")"
}

// end leaves out an end that is not behind the start in the same file.
func (r *Reporter) end(file *ast.File, f Finding) token.Pos {
	if f.End < f.Pos || f.End > file.FileEnd {
		return token.NoPos
	}
	return f.End
}

func (r *Reporter) category(sub string) string {
	category := r.group + "/" + r.pass.Analyzer.Name
	if sub != "" {
		category += "/" + sub
	}
	return category
}

// suppressed returns the directive that silences the finding, or nil. It also
// notes every directive that matches, not just the first: none of them is unused.
func (r *Reporter) suppressed(file *ast.File, pos token.Pos) *Directive {
	directives, ok := r.ignores[file]
	if !ok {
		directives = Directives(r.pass.Fset, file)
		r.ignores[file] = directives
	}
	line := lineOf(r.pass.Fset, pos)
	var first *Directive
	for _, d := range directives {
		if d.Works() && d.covers(line) && d.Names(r.group, r.pass.Analyzer.Name) {
			r.result.used[d.Pos] = true
			if first == nil {
				first = d
			}
		}
	}
	return first
}

// related keeps the places of this package; positions in others are only
// approximate, since they come from export data.
func (r *Reporter) related(places []Related) []analysis.RelatedInformation {
	var out []analysis.RelatedInformation
	for _, p := range places {
		if r.fileOf(p.Pos) != nil {
			out = append(out, analysis.RelatedInformation{Pos: p.Pos, End: p.End, Message: p.Message})
		}
	}
	return out
}

// fixes leaves out a fix that would edit a generated file: the generator would
// undo it.
func (r *Reporter) fixes(fixes []analysis.SuggestedFix) []analysis.SuggestedFix {
	var out []analysis.SuggestedFix
	for _, fix := range fixes {
		writable := !slices.ContainsFunc(fix.TextEdits, func(e analysis.TextEdit) bool {
			file := r.fileOf(e.Pos)
			return file == nil || isGenerated(r.pass.Fset, file) || isRewritten(r.pass.Fset, file)
		})
		if writable {
			out = append(out, fix)
		}
	}
	return out
}

func (r *Reporter) fileOf(pos token.Pos) *ast.File {
	for _, file := range r.pass.Files {
		if file.FileStart <= pos && pos <= file.FileEnd {
			return file
		}
	}
	return nil
}
