// Package hosttest helps to test hosts and the services that run in them: a
// lifetime in memory, bodies that fail in every way, a recorder of calls, and
// the conformance suite of package host, for hosts that wrap or replace it.
//
// The tests of the suite run in testing/synctest bubbles: time is fake, and a
// goroutine that is left behind fails the test. Signals must stay outside of
// bubbles, so a host under test gets a [Lifetime] and never a host.Console.
package hosttest
