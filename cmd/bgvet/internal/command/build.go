package command

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/bgvet/bgvet/cmd/bgvet/internal/custom"
)

// A build is what the commands gopls and golangci-lint were asked for.
type build struct {
	name    string
	release string
	out     string
	source  string
	cache   string
}

func (b *build) parse(args []string) error {
	flags := flag.NewFlagSet(b.name, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&b.release, "version", "", "")
	flags.StringVar(&b.out, "o", "", "")
	flags.StringVar(&b.source, "source", "", "")
	flags.StringVar(&b.cache, "cache", "", "")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("bgvet %s takes no argument such as %q", b.name, flags.Arg(0))
	}
	return nil
}

const buildUsage = `Usage: bgvet %s [flags]

Builds %[1]s with the checks of bgvet in it.

	-o file        write the program to this file (%[1]s-bgvet where go install puts programs)
	-version v     take this release of it (the newest that is known to work with your Go)
	-source dir    take bgvet from this folder (what this bgvet was built from)
	-cache dir     keep the source here (bgvet in the user's cache folder)
`

// gopls builds a language server: bgvet gopls [flags].
func (c *Command) gopls(args []string) (int, error) {
	return c.build("gopls", args, custom.Gopls, editorSettings)
}

// golangci builds a golangci-lint: bgvet golangci-lint [flags].
func (c *Command) golangci(args []string) (int, error) {
	return c.build("golangci-lint", args, func(_, release string) (custom.Program, error) {
		return custom.Golangci(release), nil
	}, golangciSettings)
}

func (c *Command) build(name string, args []string, choose func(goVersion, release string) (custom.Program, error), settings string) (int, error) {
	b := &build{name: name}
	if err := b.parse(args); errors.Is(err, flag.ErrHelp) {
		fmt.Fprintf(c.Stdout, buildUsage, name)
		return Clean, nil
	} else if err != nil {
		return NotRun, err
	}
	env, err := goEnv()
	if err != nil {
		return NotRun, err
	}
	program, err := choose(env.version, b.release)
	if err != nil {
		return NotRun, err
	}
	if err := c.runBuild(b, env, program); err != nil {
		return NotRun, err
	}
	fmt.Fprintf(c.Stdout, "%s\n", b.out)
	fmt.Fprintf(c.Stderr, settings, b.out)
	return Clean, nil
}

func (c *Command) runBuild(b *build, env *goEnvironment, program custom.Program) (err error) {
	if b.cache == "" {
		if b.cache, err = os.UserCacheDir(); err != nil {
			return fmt.Errorf("no cache folder: %w; name one with -cache", err)
		}
		b.cache = filepath.Join(b.cache, "bgvet")
	}
	if b.cache, err = filepath.Abs(b.cache); err != nil {
		return err
	}
	if b.out == "" {
		b.out = filepath.Join(env.bin, b.name+"-bgvet"+env.exe)
	}
	if b.out, err = filepath.Abs(b.out); err != nil {
		return err
	}
	source, err := custom.FindSource()
	if b.source != "" {
		source, err = custom.At(b.source)
	}
	if err != nil {
		return err
	}
	builder := &custom.Builder{Go: env.command, Cache: b.cache, Source: source, Log: c.Stderr}
	return builder.Build(program, b.out)
}

// goEnvironment is what builds need to know of the go command.
type goEnvironment struct{ command, version, bin, exe string }

func goEnv() (*goEnvironment, error) {
	command, err := findGo()
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(command, "env", "GOVERSION", "GOBIN", "GOPATH", "GOEXE")
	cmd.Dir = os.TempDir() // a go.mod could choose another toolchain
	out, err := cmd.Output()
	lines := strings.Split(string(out), "\n")
	if err != nil || len(lines) < 4 {
		return nil, fmt.Errorf("go env does not answer: %w", err)
	}
	env := &goEnvironment{command: command, version: lines[0], bin: lines[1], exe: lines[3]}
	if env.bin == "" {
		first, _, _ := strings.Cut(lines[2], string(filepath.ListSeparator))
		env.bin = filepath.Join(first, "bin")
	}
	return env, nil
}

// editorSettings say how editors start the server; docs/drivers.md has the same
// with more words.
const editorSettings = `
Let your editor start it:

VS Code     settings.json
            "go.alternateTools": {"gopls": "%[1]s"}

Neovim      init.lua, 0.11 or newer
            vim.lsp.config("gopls", {cmd = {"%[1]s"}})
            vim.lsp.enable("gopls")

Emacs       init.el
            (with-eval-after-load 'eglot
              (add-to-list 'eglot-server-programs '((go-mode go-ts-mode) "%[1]s")))

Helix       languages.toml
            [language-server.gopls]
            command = "%[1]s"

GoLand      runs no gopls. Settings > Tools > File Watchers > Custom:
            program bgvet, arguments -relative $FileDirRelativeToProjectRoot$/...,
            working directory $ProjectFileDir$, output filter $FILE_PATH$:$LINE$:$COLUMN$: $MESSAGE$

A check is switched off as any other of gopls: "gopls": {"analyses": {"hotloop": false}}.
The server reads .bgvet.yaml of the folder that it is started in; restart it after an edit.
`

const golangciSettings = `
Switch it on in .golangci.yml:

version: "2"
linters:
  enable: [bgvet]
  settings:
    custom:
      bgvet:
        type: module

and run %[1]s run. Its settings are those of .bgvet.yaml.
`
