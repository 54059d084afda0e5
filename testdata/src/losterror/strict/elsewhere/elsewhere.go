package elsewhere

import (
	"log"

	"github.com/bgvet/bgvet/testdata/src/losterror/strict/elsewhere/pump"
)

func Start() {
	go func() {
		pump.Serve(work) // want `the error of pump.Serve is dropped`
	}()
	go pump.Serve(work) // want `the go statement drops the error of pump.Serve`

	go func() {
		_ = pump.Pump(func() bool { return true }) // of a foreign function: believed
	}()
	go pump.Read(hear)
	go func() { pump.Read(hear) }()
}

func work() {}

func hear(text string, err error) {
	if err != nil {
		log.Print(err)
	}
}
