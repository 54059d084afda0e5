// Package deafcompute reports compute loops that no context can stop.
//
// # What it reports
//
// With -strict: a loop over data of any size, in a function that holds a context (a
// parameter, a captured variable, a field of its receiver), whose turns compute
// something (hashes, compression, encoding, regular expressions, images, a loop over
// other data) and neither look at the context nor hand it to anybody.
//
// It is silent about loops over small or fixed numbers, about turns that only move
// values, about loops that wait for something, which are other checks' business, and
// where the context is looked at, be it in every hundredth turn.
//
// # Why it hurts
//
// The client is gone, the deadline has passed, the service is told to stop: the loop
// goes on and takes a processor until it is done. A shutdown waits for it, and is
// cut off by force.
//
// # Options
//
// None.
//
// # When not to use it
//
// Where the longest input is known to be short. It only reports in strict runs.
//
// # Known misses and false alarms
//
//   - How long a turn takes is not known: a loop over ten thousand small hashes is
//     over in milliseconds.
//   - Recursion is not looked at.
package deafcompute
