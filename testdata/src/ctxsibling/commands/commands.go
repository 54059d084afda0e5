// Package commands runs other programs.
package commands

import (
	"context"
	"os/exec"
)

func Wait(ctx context.Context) error {
	return exec.Command("backup").Run() // want `exec\.Command cannot hear ctx.*use CommandContext\(ctx, \.\.\.\)`
}

func Variable(ctx context.Context) ([]byte, error) {
	cmd := exec.Command("backup", "-all") // want `use CommandContext`
	cmd.Dir = "/"
	return cmd.CombinedOutput()
}

// A daemon is to go on.
func Daemon(ctx context.Context) error {
	cmd := exec.Command("daemon")
	return cmd.Start()
}

func Build(ctx context.Context) *exec.Cmd { return exec.Command("backup") }
