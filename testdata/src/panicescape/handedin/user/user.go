// Package user registers jobs with schedulers of other packages.
package user

import (
	"log"
	"strings"

	"github.com/bgvet/bgvet/testdata/src/panicescape/handedin"
	"github.com/bgvet/bgvet/testdata/src/panicescape/handedin/guarded"
)

type report struct{ line string }

func (r *report) run() { log.Print(strings.Split(r.line, ",")[3]) }

func register(plain *handedin.Cron, safe *guarded.Cron, r *report) error {
	safe.Add(r.run)
	return plain.Add("report", r.run) // want `\(\*report\)\.run can panic`
}
