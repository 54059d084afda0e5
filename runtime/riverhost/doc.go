// Package riverhost runs a client of River, the durable job queue, as a service of
// a host, for work that must survive a restart or run once for many replicas.
//
//	client, err := river.NewClient(riverpgxv5.New(pool), &river.Config{
//		Queues:               map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: 10}},
//		Workers:              workers,
//		JobTimeout:           time.Minute,
//		RescueStuckJobsAfter: 2 * time.Minute,
//		Middleware:           []rivertype.Middleware{riverhost.ScopePerJob(provider.Scopes())},
//	})
//	...
//	jobs, err := riverhost.New(client, riverhost.Migrate())
//	err = h.Add("jobs", jobs)
//
// # What the phases do
//
//	Starting   wait until the store answers, then migrate or verify the schema
//	Start      begin to fetch and to work
//	Ready      the store answers, and one of the clients leads
//	Stop       fetch no more and let jobs finish; then cancel their contexts
//
// The context of the jobs is not the one of the start, which ends with the start,
// and is not cancelled when the host is asked to stop, but when the soft stop is
// over. Whoever opened the database closes it, with a service that is registered
// earlier.
//
// # What is promised
//
// One enqueue for each insert, and an execution at least once: a process that is
// killed in the middle of a job leaves it to be rescued, which takes
// RescueStuckJobsAfter, an hour unless set, and a turn of the rescuer. Set it to
// JobTimeout and a margin. A job that must have its effect once completes in the
// transaction of the effect, or carries a key by which a second run sees the
// first.
package riverhost
