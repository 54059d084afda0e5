// Package boundless reports collections of a service that only grow.
//
// # What it reports
//
// A map, sync.Map or slice in a field of a long-lived struct, or in a package
// variable, gets an entry in a loop, callback, handler or exported method, and nothing
// in the package deletes one, replaces the collection or looks at its size.
//
// By default only what is certain: an entry that belongs to one run (its cancel
// function, context or channel), kept by a service; and a map whose entries are emptied
// again, with set(key, nil) or by cutting out of the inner slice, while the keys stay.
//
// With -strict also: any entry under a key of which there can be any number, and
// structs that are long-lived because they have a lock, as several goroutines share
// them.
//
// It is silent where entries are removed anywhere (delete, clear, Delete, LoadAndDelete,
// a reslice, a new map), where the size is compared, where the collection is handed to
// something that may see to it, for keys with few values (constants, booleans,
// enumerations, types), and for registration: Register, Add, On, With and their like.
//
// # Why it hurts
//
// Memory grows with every customer, run or topic until the process is killed, weeks
// after it was started. What the entries hold on to, such as a context and all that
// waits for it, stays with them.
//
// # Options
//
// None.
//
// # When not to use it
//
// In programs that are restarted often.
//
// # Known misses and false alarms
//
//   - A key of which there are few, which only people know (names of queues in a
//     configuration), is taken for one of many.
//   - A collection that is removed from under another name, in another package, or
//     that is compared with a limit for another reason, is not reported.
//   - Maps in maps are only looked at by their outer keys.
package boundless
