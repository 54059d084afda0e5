// Package overlap reports periodic work that can run beside itself.
//
// # What it reports
//
//   - a goroutine that is started at each tick of a ticker, or in each turn of a
//     loop that only sleeps (overlap/tick);
//   - a job of robfig/cron or gocron without SkipIfStillRunning, DelayIfStillRunning
//     or singleton mode, which these start beside the run before (overlap/schedule);
//   - a function that sets the timer for its own next run, by time.AfterFunc or
//     Reset, before it does its work (overlap/rearm).
//
// With -strict also schedules that leave a day or more between two runs.
//
// It is silent where only one gets in: TryLock, CompareAndSwap, singleflight, a flag
// that is looked at and set, a mutex that is held until the end, a slot of a
// semaphore; where the run is waited for in the same turn; where the next run is
// scheduled at the end or by a defer; and about work that neither asks anything
// outside nor waits or computes, and so is over before the next tick.
//
// # Why it hurts
//
// A job that takes two seconds and runs each minute is fine, until the database is
// slow and it takes two minutes. Then two of them run, each makes the database
// slower, then three. What was written for one at a time (a cursor, a file, a sum)
// is done twice. Nothing in the code changed.
//
// # Options
//
// None.
//
// # When not to use it
//
// Where runs are meant to overlap, each with its own data.
//
// # Known misses and false alarms
//
//   - A deadline of the work that is shorter than the period is not taken into
//     account: use a lock that says so.
//   - An option against overlapping counts for all jobs of the package.
//   - Schedulers of a project's own are seen as far as they start goroutines by a
//     ticker.
package overlap
