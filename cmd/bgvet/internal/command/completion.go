package command

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/bgvet/bgvet/cmd/bgvet/internal/output"
)

// The scripts ask bgvet itself what may come next, so that they know the checks of
// the version that runs.
var completions = map[string]string{
	"bash": `_bgvet() {
	local line
	COMPREPLY=()
	while IFS= read -r line; do
		COMPREPLY+=("$line")
	done < <(bgvet completion next "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _bgvet bgvet
`,
	"zsh": `#compdef bgvet
_bgvet() {
	local -a next
	next=("${(@f)$(bgvet completion next "${(@)words[2,CURRENT]}" 2>/dev/null)}")
	if [[ -n "$next" ]]; then
		compadd -- $next
	else
		_files
	fi
}
compdef _bgvet bgvet
`,
	"fish": `complete -c bgvet -a '(bgvet completion next (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'
`,
}

const completionUsage = `usage: bgvet completion bash|zsh|fish, for example in ~/.bashrc: source <(bgvet completion bash)`

// completion prints the script of a shell, or answers one: bgvet completion <shell>.
func (c *Command) completion(args []string) (int, error) {
	if len(args) > 0 && args[0] == "next" {
		for _, word := range c.next(args[1:]) {
			fmt.Fprintln(c.Stdout, word)
		}
		return Clean, nil
	}
	if len(args) != 1 || completions[args[0]] == "" {
		return NotRun, errors.New(completionUsage)
	}
	_, err := io.WriteString(c.Stdout, completions[args[0]])
	return Clean, err
}

var commands = []string{"completion", "explain", "golangci-lint", "gopls", "help", "init", "map", "version"}

// next returns the words that may stand where the last one begins. Where none
// fits, the shell completes names of files.
func (c *Command) next(words []string) []string {
	if len(words) == 0 {
		words = []string{""}
	}
	last, before := words[len(words)-1], words[:len(words)-1]
	var fitting []string
	for _, word := range c.candidates(before, last) {
		if strings.HasPrefix(word, last) {
			fitting = append(fitting, word)
		}
	}
	slices.Sort(fitting)
	return fitting
}

func (c *Command) candidates(before []string, last string) []string {
	previous := ""
	if len(before) > 0 {
		previous = strings.Replace(before[len(before)-1], "--", "-", 1)
	}
	switch {
	case previous == "-format":
		return output.NameList()
	case previous == "-panicpolicy":
		return []string{"crash", "evidence", "recover"}
	case previous == "-disable":
		return names(c.Suite.Checks)
	case len(before) == 1 && before[0] == "completion":
		return []string{"bash", "fish", "zsh"}
	case len(before) > 0 && (before[0] == "explain" || before[0] == "help"):
		return append(names(slices.Concat(c.Suite.Checks, c.Suite.Vet)), "checks", "flags")
	case strings.HasPrefix(last, "-"):
		return c.flagNames(last, len(before) == 0 || before[0] != "map")
	case len(before) == 0:
		return commands
	}
	return nil
}

// flagNames returns the flags in the form in which the word begins.
func (c *Command) flagNames(word string, withChecks bool) []string {
	dashes := "-"
	if strings.HasPrefix(word, "--") {
		dashes = "--"
	}
	var flags []string
	c.flags(new(request), withChecks).VisitAll(func(f *flag.Flag) {
		if !slices.Contains(hidden, f.Name) {
			flags = append(flags, dashes+f.Name)
		}
	})
	return flags
}
