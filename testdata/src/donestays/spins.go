package donestays

import "context"

// What spins by default is hotloop's: see strict/spins.
func spin(ctx context.Context, jobs chan int) {
	go func() {
		for {
			select {
			case <-ctx.Done():
			case <-jobs:
			}
		}
	}()
}
