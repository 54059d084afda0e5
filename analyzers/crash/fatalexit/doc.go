// Package fatalexit reports calls that end the process because one turn, message or request of a service failed.
//
// # What it reports
//
// Code that runs again and again and ends the whole process when an ordinary
// error comes up:
//
//   - log.Fatal, os.Exit and their kin in other loggers, in a turn of a service
//     loop, in a handler, a consumer's callback, or a goroutine that is started
//     for every connection, message or turn;
//   - panic(err) and log.Panic in the same places, where neither the code on the
//     way nor the framework recovers it;
//   - the same behind functions of the package, however they are called: die(...),
//     check(err), must(err) are known by what they do;
//   - a function without a loop that schedules its own next run and ends the
//     process before it does.
//
// The message says so when the exit skips a deferred call whose work is lost:
// a flush, a rollback, the removal of a temporary file.
//
// It is silent for start-up code in front of the loop; for what is reached
// because the service was told to stop, a signal came, or the source ended; for
// os.Exit(0); for what main's own loop, its one connection and the goroutines of
// a tool do; for a panic that states what cannot be (a constant text, the
// default of a switch, encoding a value of one's own, parsing a constant or what
// a pattern has let through, an error that a function returns only when it is
// told to stop); for errors of the standard input and output.
//
// With -strict it also reports failed writes to the program's own files, after
// which it may be worse to go on than to end; errors that the program itself
// makes, which may be meant as invariants; panics in the default of a type
// switch on the error; what is more than three calls away; log.Fatal without an
// error; main's own loops and tools; and exits anywhere that skip a deferred
// call whose work is lost.
//
// # Why it hurts
//
// A service does many things at once. One message that cannot be decoded, one
// query that times out, one client that hangs up must cost that one item. When
// it ends the process, every other request in flight is cut off, no deferred
// call runs, nothing is flushed, and where the message is delivered again the
// process dies again after its restart.
//
// # Options
//
// None.
//
// # When not to use it
//
// In programs whose policy is to crash on every error and to leave the rest to
// the supervisor, and in command line tools, whose exit code is their result.
//
// # Known misses and false alarms
//
// Calls are followed four deep, within one package, and through interfaces only
// where the package has one implementation: a logger behind an interface whose
// Fatal exits is not seen. An exit in another package is found there, if that
// package has the loop, and through wrappers that always exit. Functions called
// Stop, Close or Shutdown are not followed; a file that is rotated by Close is
// an exit that is missed.
//
// Panics of Must functions in other packages are not seen as exits of this one.
//
// Services that must not go on after a failure (a consensus state machine) end
// the process on purpose and are reported all the same; suppress those with a
// reason.
package fatalexit
