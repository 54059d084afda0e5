package command

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/bgvet/bgvet/analyzers"
)

// init writes a configuration file that says what could be said: bgvet init.
func (c *Command) init(args []string) (int, error) {
	if len(args) > 0 {
		return NotRun, fmt.Errorf("bgvet init takes no argument such as %q", args[0])
	}
	f, err := os.OpenFile(analyzers.ConfigName, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return NotRun, fmt.Errorf("%s is there already; it is left as it is", analyzers.ConfigName)
	}
	if err != nil {
		return NotRun, err
	}
	_, err = f.WriteString(analyzers.ConfigTemplate())
	if err = errors.Join(err, f.Close()); err != nil {
		return NotRun, err
	}
	fmt.Fprintf(c.Stdout, "%s\n", analyzers.ConfigName)
	return Clean, nil
}
