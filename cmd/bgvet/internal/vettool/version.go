package vettool

import (
	"crypto/sha256"
	"fmt"
	"hash"
	"io"
	"os"

	"github.com/bgvet/bgvet/cmd/bgvet/internal/suite"
)

// printVersion writes the line by which go vet knows this tool. go vet takes the
// last word as a key of its cache, beside the flags and the package: whatever
// else can change a finding has to go into it, and that is the configuration. A
// broken configuration is said here, once, before any package is looked at.
func printVersion(w io.Writer, s *suite.Suite) error {
	sum := sha256.New()
	exe, err := os.Executable()
	if err != nil {
		return err
	}
	if err := addFile(sum, exe); err != nil {
		return err
	}
	config, err := configFor(s)
	if err != nil {
		return err
	}
	if config != "" {
		if err := s.CheckConfig(config); err != nil {
			return err
		}
		if err := addFile(sum, config); err != nil {
			return err
		}
	}
	fmt.Fprintf(sum, "key %q\n", os.Getenv(KeyEnv))
	// Only the last word counts; "devel" makes go vet take it and nothing else.
	_, err = fmt.Fprintf(w, "bgvet version devel buildID=%x\n", sum.Sum(nil))
	return err
}

// addFile hashes a file's own hash, so that two files cannot run into each other.
func addFile(sum hash.Hash, file string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	one := sha256.New()
	if _, err := io.Copy(one, f); err != nil {
		return err
	}
	fmt.Fprintf(sum, "file %x\n", one.Sum(nil))
	return nil
}
