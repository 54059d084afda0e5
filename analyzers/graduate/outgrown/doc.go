// Package outgrown reports work that has outgrown memory and one process.
//
// # What it reports
//
// With -strict only, as a hint that it may be time for a durable engine:
//
//   - jobs that wait in a buffered channel and have effects outside, which a restart
//     loses (outgrown/queue);
//   - calendars made by hand: the third Tuesday by its weekday and day, the next
//     Monday by trying each day (outgrown/calendar);
//   - a periodic job that sends something to people or other systems and takes no
//     lock or lease (outgrown/periodic): every replica does it.
//
// It is silent about channels between the parts of one computation, about periodic
// jobs that only read or clean up, and where a lock, lease or claim is taken.
//
// # Why it hurts
//
// In memory, a queue is as durable as the process: a deployment loses the mails that
// were to be sent, and nobody knows which. A second replica, added for load, sends
// the daily report twice. A job at six o'clock is not run when the process restarts
// at six o'clock, and nothing tries again at seven.
//
// # Options
//
// None.
//
// # When not to use it
//
// Where losing or repeating the work does no harm. For the rest there are River (our
// runtime/riverhost hosts it), Asynq and Temporal: they keep jobs in a table, run
// each of them once, and know schedules.
//
// # Known misses and false alarms
//
//   - Whether a periodic job sends something is told by the name of what it calls
//     (send, publish, notify, charge) together with the fact that it leaves the
//     process.
//   - A queue that is filled again from a table at start-up is reported all the same.
package outgrown
