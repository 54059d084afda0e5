// Package fatalexit reports ...
//
// # What it reports
//
// ...
//
// # Why it hurts
//
// ...
//
// # Options
//
// None.
//
// # When not to use it
//
// ...
//
// # Known misses and false alarms
//
// ...
package fatalexit
