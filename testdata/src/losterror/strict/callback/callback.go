package callback

import (
	"errors"
	"log"

	"github.com/go-co-op/gocron/v2"
)

func clean() error { return errors.New("no space") }

func cleanAndLog() error {
	if err := clean(); err != nil {
		log.Print(err)
		return err
	}
	return nil
}

func schedule(s gocron.Scheduler, every gocron.JobDefinition) {
	s.NewJob(every, gocron.NewTask(clean)) // want `gocron.NewTask drops the error that this function returns, so a run that fails looks like any other; log it in the function, or use what the framework offers to hear of errors`
	s.NewJob(every, gocron.NewTask(cleanAndLog))
	s.NewJob(every, gocron.NewTask(func() { clean() }))
}
