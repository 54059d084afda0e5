// Package panicescape reports work that really can panic on a goroutine where
// nothing recovers it.
//
// # What it reports
//
// A goroutine, or a callback on a goroutine of others, has something in reach that
// panics on input that the program does not control, and nothing on its stack
// recovers. Goroutines are started by a go statement, errgroup, WaitGroup.Go,
// time.AfterFunc, context.AfterFunc, RegisterOnShutdown, by pools and by wrappers,
// which are learned from their bodies. Callbacks are those of frameworks that do
// not recover: robfig/cron without cron.Recover, gocron, nats, sarama,
// oklog/run, hooks of fx, Runnables of controller-runtime and others.
//
// What counts as evidence:
//
//   - panic(err) with an error from outside, and Must functions of text that is not
//     constant;
//   - an unchecked type assertion on an element of decoded data;
//   - an unchecked index of what was split, and a cut at a position that may be -1;
//   - make with a signed size that a peer sent and nothing compares with zero;
//   - a result that is used although its call failed and the error was only logged;
//   - a write into a map that nobody made, or that null was decoded into;
//   - a send on a channel that another function closes without waiting;
//   - code that others handed in: registered handlers and jobs, callbacks in options
//     (also with a default), handlers that are given a connection, plugins behind
//     interfaces that this package leaves to others to implement.
//
// What one field holds is reported once, and with -strict everywhere; so are callbacks
// that only another package runs. Evidence is followed over a few calls, also into
// other packages of the same module. The message ends with the way there.
//
// Three more things are enough, for work of a service, or for one of its messages
// or connections:
//
//   - with -strict: input that is cut up at positions without a look at its length;
//   - a turn that brings together work of three or more other packages of the
//     program: whoever writes such a loop cannot know that none of it panics;
//   - a way to start goroutines that recovers them, right beside the one that is
//     used here and does not: a method of the same type, a function of the same
//     package, or what this package starts its other goroutines with. The project
//     wants to survive a panic, and forgot this one; a comment above the start that
//     speaks of recovering says that it was not forgotten.
//
// It is silent where the panic is recovered: in the goroutine itself, per turn or
// around all of it; by the spawner or by what wraps the function; by the framework
// (net/http, asynq, river, suture, ants, pond, Reconcile). A handler that reports
// a panic and raises it again, or ends the process, is a decision and left alone.
// Whether a recover stands in the right place is the business of recoverscope.
//
// # Why it hurts
//
// A panic that nothing recovers ends the whole process, with all other services in
// it. One malformed message is enough; where it stays in the queue it does so again
// after every restart. That net/http recovers handlers makes people believe that
// goroutines are protected as well.
//
// # Options
//
// -panicpolicy says what a project thinks of it:
//
//   - evidence, the default: report where something in reach really panics;
//   - recover: report every goroutine that does more than wait, log and pass values
//     on, unless it is recovered. This is what -strict sets;
//   - crash: report nothing. A crash and a restart are what the project wants.
//
// # When not to use it
//
// Where a clean restart is worth more than a process that goes on half dead, set
// the policy to crash.
//
// # Known misses and false alarms
//
//   - A nil pointer in decoded data, an index by the length of another list and a
//     division by zero are not looked for.
//   - Evidence more than three calls away (four for callbacks) is left out, as it is
//     checked on the way too often.
//   - A package below internal, or main, gets its callbacks from the same program:
//     they are evidence only if they speak of types of a public package of the
//     module, as callbacks do that a library passes on.
//   - Whether the parts of a program that a turn runs do panic is not known; a
//     project that trusts them says so with the policy crash, or below a comment.
//   - A length that a function of its own has checked before is not known.
//   - cron.Recover and its like anywhere in the package count for all of its
//     registrations, as the option is given to a constructor.
package panicescape
