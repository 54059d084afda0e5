// Package cobra has the shape of a library for command lines.
package cobra

type Command struct {
	RunE func(cmd *Command, args []string) error
}
