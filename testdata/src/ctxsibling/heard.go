package ctxsibling

import (
	"context"
	"net/http"
	"os/exec"
	"syscall"
)

// measure ends the whole process group when its context ends.
func measure(ctx context.Context) error {
	cmd := exec.Command("speedtest")
	if err := cmd.Start(); err != nil {
		return err
	}
	done := make(chan struct{})
	defer close(done)
	go func() {
		select {
		case <-ctx.Done():
			_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
		case <-done:
		}
	}()
	return cmd.Wait()
}

// measureDeaf has a goroutine that hears it and does something else.
func measureDeaf(ctx context.Context, log func(string)) error {
	cmd := exec.Command("speedtest") // want `exec\.Command cannot hear ctx`
	if err := cmd.Start(); err != nil {
		return err
	}
	done := make(chan struct{})
	defer close(done)
	go func() {
		select {
		case <-ctx.Done():
			log("too late")
		case <-done:
		}
	}()
	return cmd.Wait()
}

// fetchLater gives the request its context later.
func fetchLater(ctx context.Context, client *http.Client, url string) (*http.Response, error) {
	req, err := http.NewRequest("GET", url, nil)
	if err != nil {
		return nil, err
	}
	if ctx != nil {
		req = req.WithContext(ctx)
	}
	return client.Do(req)
}
