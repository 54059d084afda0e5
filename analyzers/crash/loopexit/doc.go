// Package loopexit reports an ordinary error that ends a service loop for good.
//
// # What it reports
//
// A loop that keeps a worker, poller, consumer or server alive is left because
// something failed in one turn, and nobody is told:
//
//   - return, break, goto or runtime.Goexit after an error of a call of this turn;
//   - the same in a loop over a channel, where one bad item ends the consumer, and
//     in each worker of a pool, which shrinks with every failed job;
//   - an item that is not found in a map or is of another type, taken for the end
//     of the channel;
//   - an accept or read loop that ends on a temporary error, such as too many open
//     files;
//   - an error that the function with the loop returns, and that its caller drops
//     or only logs;
//   - work without a for (loopexit/rearm): a function that schedules its own next
//     run and returns before that when something failed, a turn that skips the
//     Reset of the only timer that would bring the next one, and a timer made before
//     the loop that nothing ever sets again.
//
// With -strict also: loops of exported functions whose error the caller may look
// at, errors of calls that do not leave the process, and an error that is sent on
// the channel that carries the events, whose reader waits for the next one. And a
// batch of background work that gives up at its first bad item (loopexit/poison):
// stored items are decoded one by one, and the one that cannot be is still there in
// the next turn, in front of all others.
//
// It is silent where the loop may end: told to stop by its context, channel, flag
// or a helper that looks at one; at the end of its source (closed channel, io.EOF,
// net.ErrClosed, http.ErrServerClosed, an error that the code tells apart by a
// helper, by its type or its text); in loops that belong to a connection, request
// or call; where somebody restarts the loop; and where the end is loud: an error
// sent on a channel, a cancelled context, a closed channel, a group or supervisor
// that gets the error, the end of the process.
//
// # Why it hurts
//
// The process stays up, health checks stay green, and the work is no longer done.
// It shows days later, as mails that were not sent or a queue that grows. What
// made it happen, a database that was restarted, is long over by then.
//
// # Options
//
// None.
//
// # When not to use it
//
// In programs whose loops are meant to end on the first error, and whose main
// looks at every one of them. Return the error to an errgroup or to a host then,
// and this check is silent.
//
// # Known misses and false alarms
//
//   - Who restarts is followed within the package, from the loop to the place that
//     starts it. An owner in another package that polls a Running method is not
//     seen.
//   - A function that tells others about the end is recognised by words in its
//     name, such as cancel, notify or restart. It may do something else.
//   - A listener or stream that cannot fail before it is closed, as one inside the
//     process, is taken for one that can.
//   - Of batches that give up at their first bad item, every turn again, only those
//     are seen that decode the item with a well-known function.
package loopexit
