// A module of its own, so that the peers are no dependency of bgvet.
module github.com/bgvet/bgvet/runtime/internal/peerbench

go 1.26.0

require (
	github.com/bgvet/bgvet v0.0.0
	github.com/oklog/run v1.2.0
	github.com/thejerf/suture/v4 v4.0.6
	go.uber.org/fx v1.24.0
)

require (
	go.uber.org/dig v1.19.0 // indirect
	go.uber.org/multierr v1.10.0 // indirect
	go.uber.org/zap v1.26.0 // indirect
	golang.org/x/sys v0.0.0-20220412211240-33da011f77ad // indirect
)

replace github.com/bgvet/bgvet => ../../..
