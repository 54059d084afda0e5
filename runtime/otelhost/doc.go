// Package otelhost reports what a host, its services, CPU pools and scopes do,
// through OpenTelemetry.
//
//	telemetry, err := otelhost.New()
//	h, err := host.New(telemetry.HostOptions()...)
//	pool, err := offload.New(offload.WithObserver(telemetry.Tasks("digest")))
//	...
//	err = errors.Join(telemetry.WatchHost(h), telemetry.WatchPool("digest", pool))
//
// # Metrics
//
//	bgvet.host.state                 gauge      1 for the state the host is in (state)
//	bgvet.host.ready                 gauge      1 or 0
//	bgvet.service.running            gauge      1 or 0 (service)
//	bgvet.service.ready              gauge      1 or 0 (service)
//	bgvet.service.run.duration       histogram  s, of each Run and each iteration (service, outcome)
//	bgvet.service.failures           counter    (service, kind, final)
//	bgvet.service.restarts           counter    failures that are followed by another try (service)
//	bgvet.service.backoff.duration   histogram  s, waits before another try (service)
//	bgvet.service.stalls             counter    (service)
//	bgvet.service.stop.duration      histogram  s (service)
//	bgvet.service.unstopped          counter    stops that outlived the budget (service)
//	bgvet.offload.wait.duration      histogram  s, until admission or refusal (pool, outcome)
//	bgvet.offload.run.duration       histogram  s, of admitted tasks (pool, outcome)
//	bgvet.offload.running            gauge      tasks (pool)
//	bgvet.offload.waiting            gauge      tasks (pool)
//	bgvet.offload.size               gauge      places (pool)
//	bgvet.scopes.active              gauge      open scopes (container)
//
// The outcome is done, failed, or for tasks refused. The keys of tasks are no
// attribute: there may be one for each tenant.
//
// # Traces
//
// Each hook, Start, Stop and iteration has a span, whose context the service
// gets. An iteration is the root of a trace of its own. The Run of a background
// service has none: it would be as long as the life of the process. A task of a
// pool has a span if it was offloaded within one, from the request until its
// end, with an event for its admission.
package otelhost
