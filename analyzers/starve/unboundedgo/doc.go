// Package unboundedgo reports goroutines whose number nothing bounds.
//
// # What it reports
//
// A goroutine that does something that takes time is started for each of as many
// things as others like:
//
//   - for each message of a channel, stream or consumer, in a loop or in the
//     callback of a framework;
//   - for each element of data: rows, files, a decoded request, what a query or a
//     peer returned, a number that a peer sent; also when all of them are waited
//     for, since all are started at once;
//   - out of sight of the loop: by a function that is called for each of them, by a
//     wrapper such as safego.Go, by recursion;
//   - through an errgroup, WaitGroup or pool that was given no limit, or a limit of
//     -1. For an errgroup that the function makes, a fix sets a limit.
//
// With -strict also: elements of which nobody here knows the number; parts of the
// system itself, such as nodes, that were looked up; goroutines that a handler
// leaves behind for each request, an event handler for each event, and an exported
// method for each call that hands over a piece of work.
//
// It is silent where the number is small: arrays, literals, constants, options,
// the number of processors, what a constructor was given, a page of at most n. It
// is silent where something on every path bounds it: a slot of a channel or
// semaphore that is taken before the goroutine starts, SetLimit on the same group,
// a count that is compared, a rate limiter, a flag or map that lets in one at a
// time. It is silent about a fixed number of workers, about one goroutine for each
// connection of a server, and about goroutines that are gone at once. A slot that
// is taken inside of the goroutine is falselimit's.
//
// # Why it hurts
//
// A goroutine is cheap, what it holds is not: a buffer, a connection, a place in
// somebody's queue. On a quiet day there are ten of them. On the day that the
// database is slow, messages come as fast as before and nothing slows them down:
// memory grows until the process is killed, and all that was under way is lost.
// And a list of ten thousand opens ten thousand connections in a millisecond,
// which the peer takes for an attack.
//
// # Options
//
// None. A function of your own that runs its argument under a limit can be named
// in the configuration, under offload.
//
// # When not to use it
//
// In programs that run once over input that you made yourself.
//
// # Known misses and false alarms
//
//   - A limit further outside, in another package or in the source of the messages
//     (prefetch, a window), is not seen.
//   - A source that is known to be short, such as a table with five rows, looks like
//     any other.
//   - A function or type that is called a limiter, semaphore or the like is
//     believed.
//   - A loop inside the goroutine makes it a worker, even if it ends soon.
package unboundedgo
