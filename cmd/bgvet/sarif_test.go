package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/bgvet/bgvet/analyzers"
)

// TestShopSARIF holds what code scanning services get of the sample shop to the
// schema, and every finding to what they need to recognise and explain it.
func TestShopSARIF(t *testing.T) {
	code, stdout, stderr := run(t, shopDir(t), "", "-format", "sarif", "./bad/...", "./good/...")
	if code != 1 || stderr != "" {
		t.Fatalf("exit code %d, stderr %q", code, stderr)
	}
	schema, err := jsonschema.NewCompiler().Compile("internal/output/testdata/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(stdout))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(doc); err != nil {
		t.Error(err)
	}
	var log struct {
		Runs []struct {
			Tool struct {
				Driver struct {
					Rules []struct {
						ID      string
						HelpURI string
						Help    struct{ Markdown string }
					}
				}
			}
			Results []struct {
				RuleID              string
				RuleIndex           int
				PartialFingerprints map[string]string
				CodeFlows           []any
				Fixes               []any
				Locations           []struct {
					PhysicalLocation struct {
						ArtifactLocation struct{ URI, URIBaseID string }
						Region           struct{ StartLine, StartColumn, EndLine, EndColumn int }
					}
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(stdout), &log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	described := 0
	for _, rule := range run.Tool.Driver.Rules {
		if rule.HelpURI != "" && strings.Contains(rule.Help.Markdown, "# What it reports") {
			described++
		}
	}
	if want := len(analyzers.Suite) - 1; described != want { // all but the check of comments
		t.Errorf("%d rules have a page and help, want %d", described, want)
	}
	prints, flows, fixes := make(map[string]bool), 0, 0
	for _, r := range run.Results {
		print, at := r.PartialFingerprints["bgvet/v1"], r.Locations[0].PhysicalLocation
		if print == "" || prints[print] {
			t.Errorf("%s at %+v has the fingerprint %q", r.RuleID, at, print)
		}
		prints[print] = true
		if run.Tool.Driver.Rules[r.RuleIndex].ID != r.RuleID {
			t.Errorf("%s has the index of another rule", r.RuleID)
		}
		if !strings.HasPrefix(at.ArtifactLocation.URI, "testdata/e2e/bad/") || at.Region.StartColumn == 0 || at.Region.EndColumn == 0 {
			t.Errorf("%s is at %+v", r.RuleID, at)
		}
		flows += len(r.CodeFlows)
		fixes += len(r.Fixes)
	}
	if len(prints) != len(run.Results) || flows == 0 || fixes == 0 {
		t.Errorf("%d results, %d fingerprints, %d code flows, %d fixes", len(run.Results), len(prints), flows, fixes)
	}
}
