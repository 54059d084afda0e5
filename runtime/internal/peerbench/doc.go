// Package peerbench measures the host against its peers where they do the same.
// Only its tests have code.
//
//	cd runtime/internal/peerbench && go test -bench . -benchmem
package peerbench
