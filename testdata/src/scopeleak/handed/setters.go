package handed

import (
	"bufio"
	"fmt"
	"io"
	"log"
	"os"

	"github.com/bgvet/bgvet/testdata/src/scopeleak/handed/logs"
)

// What is handed to a setter is kept.
func output(name string) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	log.SetOutput(f)
	return nil
}

type upload struct{ body io.Reader }

func (u *upload) SetBody(r io.Reader) { u.body = r }

func (u *upload) use(r io.Reader) { u.body = bufio.NewReader(r) }

func post(name string, u *upload) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	u.SetBody(f)
	return nil
}

func used(name string, u *upload) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	u.use(f)
	return nil
}

// By functions that set what they are given, also wrapped, in another package.
func logTo(name string) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	logs.To(f)
	return nil
}

func logBuffered(name string) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	logs.Buffered(f)
	return nil
}

func logStandard(name string) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	logs.Standard(f)
	return nil
}

func logNamed(name string) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	logs.Named(f)
	return nil
}

// Near misses: what only writes or reads keeps nothing.
func hello(name string) error {
	f, err := os.Create(name) // want "the file of os.Create is never ended"
	if err != nil {
		return err
	}
	fmt.Fprintln(f, "hello")
	logs.Hello(f)
	return nil
}

func countLines(name string) error {
	f, err := os.Open(name) // want "the file of os.Open is never ended"
	if err != nil {
		return err
	}
	logs.Count(f)
	return nil
}

// Setup is no setter.
func setUp(name string) error {
	f, err := os.Open(name) // want "the file of os.Open is never ended"
	if err != nil {
		return err
	}
	Setup(f)
	return nil
}

func Setup(r io.Reader) { _, _ = io.ReadAll(r) }
