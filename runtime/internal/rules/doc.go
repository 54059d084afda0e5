// Package rules holds the runtime to what it promises: its dependencies, the size
// of its functions and files, and documentation that shows the examples that the
// tests run. Only its tests have code.
package rules
