// Package donestays reports loops that hear the stop signal and go on all the same.
//
// # What it reports
//
// A loop selects on ctx.Done() or a stop channel, and the case does not leave it:
//
//   - a break as the last statement of the case, which leaves only the select;
//   - a continue;
//   - a case that only logs or flushes, and lacks the return;
//   - if ctx.Err() != nil { continue };
//   - a loop over a list that polls the stop with a default at the head of each
//     turn, and breaks out of that select instead of the loop.
//
// A channel is a stop signal when a Stop, Close or Shutdown method closes it, or
// a loop elsewhere is left on it.
//
// It is silent as soon as one path from the case leaves the loop: a labelled
// break, a return, a condition that is looked at again, another select that
// leaves; where the case sets a flag or the channel variable; where it closes or
// cancels something and another case reports the end; for the context of one item
// or one turn; and for channels that wake the loop up.
//
// With -strict also: cases that come back without any wait. The loop spins then,
// which hotloop reports by default.
//
// # Why it hurts
//
// The shutdown waits for the loop until it is cut off, or the loop leaks at each
// reload. A closed channel is always ready: from the stop on the case is chosen
// again and again, and what it does (a flush, a query, a log line) is done in
// every turn.
//
// # Options
//
// None.
//
// # When not to use it
//
// There is no program in which these loops are right. Leave it on.
//
// # Known misses and false alarms
//
//   - A path that leaves the loop on an error only is taken for a way out, since
//     calls that are given a dead context fail.
//   - A stop channel that is handed in by another package as a field is known by
//     its name only if it is a parameter.
package donestays
