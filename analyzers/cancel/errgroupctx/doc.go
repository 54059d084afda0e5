// Package errgroupctx reports members of an error group that do not hear when
// another member fails.
//
// # What it reports
//
//   - a group whose context is thrown away (errgroupctx/dropped):
//     g, _ := errgroup.WithContext(ctx). Nothing tells the members that one of them
//     failed.
//   - a member that is handed the context around the group, or waits for its Done,
//     where the group has one of its own.
//   - a group without a context, with two or more members that go on until they are
//     told to stop, one of which may fail (errgroupctx/plain): then Wait waits for
//     the others for ever.
//
// It is silent about members that take the values of the outer context only
// (context.WithoutCancel, logging), about clean-up that a member defers, about groups
// whose context has the name of the outer one, about groups without a context whose
// members end by themselves, and where a member that ends stops the others itself.
//
// # Why it hurts
//
// The first error of a group is returned by Wait, and Wait waits for all. When the
// members do not hear of the failure, the error is seen when the slowest of them is
// done: after all downloads, or never if the others serve. The process stays up and
// does half of its work.
//
// # Options
//
// None.
//
// # When not to use it
//
// Where all members are to run to their end whatever happens to the others. Use a
// plain errgroup.Group there, or context.WithoutCancel in the members.
//
// # Known misses and false alarms
//
//   - Members are looked at as far as they are literals; g.Go(s.run) uses a context
//     that is kept somewhere, which is not followed.
//   - The suggested fix hands the group's context to the members. What they do must
//     bear being cancelled halfway.
//   - Groups of other packages than golang.org/x/sync/errgroup are not known.
package errgroupctx
