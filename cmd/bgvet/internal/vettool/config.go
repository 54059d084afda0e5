package vettool

import (
	"flag"
	"os"
	"strings"

	"github.com/bgvet/bgvet/analyzers"
	"github.com/bgvet/bgvet/cmd/bgvet/internal/suite"
)

// The environment by which the command talks to its own vettool. go vet calls
// -V=full without the flags, so a flag could not reach the build ID.
const (
	// ConfigEnv names the configuration file; NoConfig says that there is none.
	// Without it the file is searched from the working directory upward.
	ConfigEnv = analyzers.ConfigEnv
	NoConfig  = analyzers.NoConfig

	// KeyEnv is added to the build ID: another key, another set of cached results.
	KeyEnv = "BGVET_CACHE_KEY"
)

const configFlag = "config"

// configFor returns the configuration that the environment names, else the one
// that lies above the working directory.
func configFor(s *suite.Suite) (string, error) {
	switch file := os.Getenv(ConfigEnv); file {
	case NoConfig:
		return "", nil
	case "":
		dir, err := os.Getwd()
		return s.ConfigAbove(dir), err
	default:
		return file, nil
	}
}

// useConfig sets the configuration of one package and checks it. go vet runs us
// in the package's folder: for the user's own packages that lies below the file;
// a file that somebody else ships with a dependency is not ours to follow.
func useConfig(s *suite.Suite, u *unit, args []string) error {
	if file, ok := configArg(args); ok {
		return checkConfig(s, file) // unitchecker parses and sets it
	}
	if u.external() && os.Getenv(ConfigEnv) == "" {
		return nil
	}
	file, err := configFor(s)
	if err != nil || file == "" {
		return err
	}
	if err := checkConfig(s, file); err != nil {
		return err
	}
	return flag.Set(configFlag, file)
}

func checkConfig(s *suite.Suite, file string) error {
	if file == "" {
		return nil
	}
	return s.CheckConfig(file)
}

// configArg returns the value of -config among the arguments.
func configArg(args []string) (file string, ok bool) {
	for i, arg := range args {
		if flagName(arg) != configFlag {
			continue
		}
		if _, value, found := strings.Cut(arg, "="); found {
			file, ok = value, true
		} else if i+1 < len(args) {
			file, ok = args[i+1], true
		}
	}
	return file, ok
}
