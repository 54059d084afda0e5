package command

import (
	"fmt"

	"github.com/bgvet/bgvet/cmd/bgvet/internal/inventory"
)

// inventory lists background work: bgvet map [flags] [packages].
func (c *Command) inventory(args []string) (int, error) {
	r, err := c.parse(args, false)
	if err != nil {
		return NotRun, err
	}
	if r.format != "text" && r.format != "json" {
		return NotRun, fmt.Errorf("bgvet map writes text and json, not %s", r.format)
	}
	result, err := c.vet(r, []string{"-" + c.Suite.Map.Name})
	if err != nil {
		return NotRun, err
	}
	items, err := inventory.Read(result.findings)
	if err != nil {
		return NotRun, err
	}
	dir, err := r.dir()
	if err != nil {
		return NotRun, err
	}
	if r.format == "json" {
		err = inventory.WriteJSON(c.Stdout, items, dir)
	} else {
		err = inventory.WriteText(c.Stdout, items, dir, r.all)
	}
	if err != nil {
		return NotRun, err
	}
	return c.conclude(result, false), nil // what a program runs is no fault
}
