package main

import (
	"slices"
	"testing"
)

// TestEverywhere holds that the sample shop has the same findings wherever people
// look at them. TestShop holds those of the command to the marks in the code.
func TestEverywhere(t *testing.T) {
	lint, server := withChecks(t, "golangci-lint"), withChecks(t, "gopls")
	want := shopByCommand(t)
	for name, got := range map[string][]place{
		"go vet":        shopByVet(t),
		"golangci-lint": byGolangci(t, lint, shopDir(t), "{}"),
		"gopls":         byGopls(t, server, shopDir(t), want),
	} {
		for _, p := range got {
			if !slices.Contains(want, p) {
				t.Errorf("%s reports what bgvet does not: %s", name, p)
			}
		}
		for _, p := range want {
			if !slices.Contains(got, p) {
				t.Errorf("%s does not report %s", name, p)
			}
		}
	}
}
