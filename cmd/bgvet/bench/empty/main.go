// Empty is a vettool without analyzers: what go vet costs by itself, for
// parsing, type-checking and remembering.
package main

import "golang.org/x/tools/go/analysis/unitchecker"

func main() { unitchecker.Main() }
