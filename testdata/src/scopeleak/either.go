package scopeleak

import (
	"io"
	"net/http"
)

// either has nothing to end where the call failed or gave nothing.
func either(url string) ([]byte, error) {
	resp, err := http.Get(url)
	if err != nil || resp == nil {
		return nil, err
	}
	body, err := io.ReadAll(resp.Body)
	defer resp.Body.Close()
	if err != nil {
		return nil, err
	}
	return body, nil
}

// eitherStatus has something to end on one of its ways out.
func eitherStatus(url string) ([]byte, error) {
	resp, err := http.Get(url) // want `the response of http\.Get is not ended on every path and keeps its connection`
	if err != nil || resp.StatusCode != http.StatusOK {
		return nil, err
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}
