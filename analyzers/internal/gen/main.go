// Command gen makes the suite and the pages of the checks from their code,
// prose and fixtures. Run it with go generate ./analyzers.
package main

import (
	"fmt"
	"os"

	"github.com/bgvet/bgvet/analyzers/internal/catalog"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run() error {
	root, err := catalog.Root()
	if err != nil {
		return err
	}
	changed, err := catalog.Write(root)
	for _, name := range changed {
		fmt.Println(name)
	}
	return err
}
