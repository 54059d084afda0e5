// Package commands has the commands of a command line, after which the process ends.
package commands

import (
	"fmt"
	"os"

	"github.com/bgvet/bgvet/testdata/src/scopeleak/commands/cobra"
)

func New() *cobra.Command {
	return &cobra.Command{RunE: func(cmd *cobra.Command, args []string) error {
		f, err := os.Create(args[0])
		if err != nil {
			return err
		}
		_, err = fmt.Fprintln(f, save(args[1]))
		return err
	}}
}

// save is a part of the command.
func save(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(f, "a")
	return err
}

type appendCommand struct{}

func (appendCommand) Execute(args []string) error {
	f, err := os.Open(args[0])
	if err != nil {
		return err
	}
	_, err = fmt.Fscanln(f)
	return err
}

// Save is for everybody.
func Save(path string) error {
	f, err := os.Create(path) // want `the file of os\.Create is never ended`
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(f, "a")
	return err
}
