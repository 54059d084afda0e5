// Package health serves the liveness and the readiness of a host over HTTP.
//
//	srv, err := health.NewServer(h, ":8081")
//	...
//	err = h.Add("health", srv, host.Outermost())
//
// /livez answers 200 as long as a restart of the process would not help; /readyz
// answers 200 as long as the process should get traffic. Otherwise the answer is
// 503 and lists the checks. Parameters: verbose lists the checks in any case;
// exclude=NAME, which may be repeated, leaves a check out. The answers show the
// text of errors, so the address should be one that only the prober reaches.
//
// The server listens before any service starts and closes after all have
// stopped, so that a slow start is alive but not ready, and a draining process
// is alive but not ready.
package health
