package output

import (
	"encoding/json"
	"io"
	"net/url"
	"strings"

	"github.com/bgvet/bgvet/cmd/bgvet/internal/finding"
	"github.com/bgvet/bgvet/cmd/bgvet/internal/fingerprint"
	"github.com/bgvet/bgvet/cmd/bgvet/internal/source"
)

// sarifFormat writes SARIF 2.1.0, which code scanning services read. All findings
// are there: what the baseline knows and what a comment silences are suppressed.
type sarifFormat struct{}

func (sarifFormat) Write(w io.Writer, r *Report) error {
	s := &sarifWriter{report: r, rules: make(map[string]int)}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "\t")
	return enc.Encode(s.log())
}

// sarifWriter turns a report into a log.
type sarifWriter struct {
	report *Report
	files  source.Files
	rules  map[string]int // index by check
}

const (
	informationURI = "https://github.com/bgvet/bgvet"
	rootID         = "%SRCROOT%"
)

func (s *sarifWriter) log() sarifLog {
	run := sarifRun{
		Tool: sarifTool{Driver: sarifDriver{
			Name:           "bgvet",
			Version:        s.report.Version,
			InformationURI: informationURI,
			Rules:          s.describeRules(),
		}},
		Invocations: []sarifInvocation{s.invocation()},
		ColumnKind:  "utf16CodeUnits",
		Results:     []sarifResult{},
	}
	if s.report.Root != "" {
		run.BaseIDs = map[string]sarifArtifact{rootID: {URI: strings.TrimSuffix(fileURI(s.report.Root), "/") + "/"}}
	}
	for i := range s.report.Findings {
		run.Results = append(run.Results, s.result(&s.report.Findings[i]))
	}
	return sarifLog{Schema: sarifSchema, Version: sarifVersion, Runs: []sarifRun{run}}
}

func (s *sarifWriter) describeRules() []sarifRule {
	rules := []sarifRule{}
	for _, r := range s.report.Rules {
		s.rules[r.Check] = len(rules)
		rule := sarifRule{
			ID:               r.ID,
			Name:             r.Check,
			ShortDescription: sarifText{Text: r.Summary},
			FullDescription:  sarifText{Text: r.Summary},
			Help:             sarifText{Text: r.Summary + "\n\n" + r.Help, Markdown: r.Help},
			HelpURI:          r.URL,
			Properties:       &sarifProperties{Tags: []string{"reliability"}, Precision: "high", Severity: "warning"},
		}
		rule.Default.Level = "warning"
		if r.Help == "" {
			rule.Help = sarifText{Text: r.Summary}
		}
		if r.Group != "" {
			rule.Properties.Tags = append(rule.Properties.Tags, r.Group)
		}
		rules = append(rules, rule)
	}
	return rules
}

// invocation says whether all packages were looked at, and what was in the way.
func (s *sarifWriter) invocation() sarifInvocation {
	inv := sarifInvocation{Successful: len(s.report.Troubles) == 0}
	for _, trouble := range s.report.Troubles {
		inv.Notifications = append(inv.Notifications, sarifNotification{Level: "error", Message: sarifText{Text: trouble}})
	}
	return inv
}

func (s *sarifWriter) result(f *finding.Finding) sarifResult {
	r := sarifResult{
		RuleID:    f.Check,
		Level:     "warning",
		Message:   sarifText{Text: f.Message},
		Locations: []sarifLocation{s.location(f.Posn, f.End)},
		CodeFlows: s.codeFlows(f),
	}
	if i, ok := s.rules[f.Check]; ok {
		r.RuleID, r.RuleIndex = s.report.Rules[i].ID, &i
	}
	if f.Category != "" && f.Category != r.RuleID {
		r.Properties = map[string]string{"category": f.Category}
	}
	if f.Fingerprint != "" {
		r.Fingerprints = map[string]string{fingerprint.Version: f.Fingerprint}
	}
	for i, rel := range f.Related {
		loc := s.location(rel.Posn, rel.End)
		loc.ID = i + 1
		loc.Message = &sarifText{Text: rel.Message}
		r.Related = append(r.Related, loc)
	}
	for _, fix := range f.Fixes {
		if change, ok := s.fix(fix); ok {
			r.Fixes = append(r.Fixes, change)
		}
	}
	s.suppress(&r, f)
	return r
}

// suppress marks what is known or silenced. A baseline says that the finding is
// not new; a comment that somebody judged it.
func (s *sarifWriter) suppress(r *sarifResult, f *finding.Finding) {
	if f.Known {
		r.BaselineState = "unchanged"
		r.Suppressions = append(r.Suppressions, sarifSuppression{Kind: "external", Justification: "in the baseline"})
	}
	if f.Silenced != nil {
		loc := s.location(f.Silenced.Posn, "")
		r.Suppressions = append(r.Suppressions, sarifSuppression{Kind: "inSource", Justification: f.Silenced.Reason, Location: &loc})
	}
}

// codeFlows tells a finding as a way through the code: the places that belong to
// it, the finding itself, and the calls that lead on from there to the cause. Of
// those only the names are known, since they may be in any package, so they all
// stand at the finding.
func (s *sarifWriter) codeFlows(f *finding.Finding) []sarifCodeFlow {
	chain := chainOf(f.Message)
	if len(chain) == 0 {
		return nil
	}
	var steps []sarifStep
	for _, rel := range f.Related {
		loc := s.location(rel.Posn, rel.End)
		loc.Message = &sarifText{Text: rel.Message}
		steps = append(steps, sarifStep{Location: loc})
	}
	for i, name := range chain {
		loc := s.location(f.Posn, f.End)
		loc.Logical = []sarifLogical{{FullyQualifiedName: name, Kind: "function"}}
		loc.Message = &sarifText{Text: "which calls " + name}
		if i == 0 {
			loc.Message.Text = "in " + name
		}
		steps = append(steps, sarifStep{Location: loc, NestingLevel: i})
	}
	return []sarifCodeFlow{{ThreadFlows: []sarifThreadFlow{{Locations: steps}}}}
}

// chainOf reads the chain of calls that stands behind a message: "(Run -> fetch)".
func chainOf(message string) []string {
	open := strings.LastIndex(message, " (")
	// Names of methods have parentheses too: the chain's is the last one that
	// leaves the rest balanced.
	for open >= 0 && strings.Count(message[open:], "(") != strings.Count(message[open:], ")") {
		open = strings.LastIndex(message[:open], " (")
	}
	if open < 0 || !strings.HasSuffix(message, ")") {
		return nil
	}
	chain := strings.Split(message[open+2:len(message)-1], " -> ")
	if len(chain) < 2 {
		return nil
	}
	return chain
}

func (s *sarifWriter) location(posn, end string) sarifLocation {
	at := spanOf(&s.files, posn, end)
	loc := sarifLocation{Physical: &sarifPhysical{Artifact: s.artifact(at.file)}}
	if at.startLine > 0 {
		loc.Physical.Region = &sarifRegion{at.startLine, at.startColumn, at.endLine, at.endCol}
	}
	return loc
}

func (s *sarifWriter) artifact(file string) sarifArtifact {
	if name, ok := s.report.inRepository(file); ok {
		return sarifArtifact{URI: (&url.URL{Path: name}).String(), BaseID: rootID}
	}
	return sarifArtifact{URI: fileURI(file)}
}

// fix returns a suggested fix by file. One whose places cannot be counted in lines
// is left out: half of it would be worse than none.
func (s *sarifWriter) fix(fix finding.Fix) (sarifFix, bool) {
	out := sarifFix{Description: sarifText{Text: fix.Message}}
	index := make(map[string]int)
	for _, edit := range fix.Edits {
		startLine, startColumn, ok1 := s.files.File(edit.Filename).Place(edit.Start)
		endLine, endColumn, ok2 := s.files.File(edit.Filename).Place(edit.End)
		if !ok1 || !ok2 {
			return sarifFix{}, false
		}
		i, ok := index[edit.Filename]
		if !ok {
			i = len(out.Changes)
			index[edit.Filename] = i
			out.Changes = append(out.Changes, sarifChange{Artifact: s.artifact(edit.Filename)})
		}
		out.Changes[i].Replacements = append(out.Changes[i].Replacements, sarifReplacement{
			Deleted:  sarifRegion{startLine, startColumn, endLine, endColumn},
			Inserted: sarifText{Text: edit.New},
		})
	}
	return out, len(out.Changes) > 0
}
