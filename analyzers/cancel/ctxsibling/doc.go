// Package ctxsibling reports calls that wait without a context where the same call
// exists with one, and a context is in reach.
//
// # What it reports
//
// In code that a service, a handler or a consumer reaches, or that takes a context:
//
//   - a function or method that waits and has a sibling with a context in front, in
//     any package: the same receiver, results and further parameters, and the name
//     with Context, WithContext or Ctx behind it, or without NoCtx. QueryContext for
//     Query, CommandContext for exec.Command, NewRequestWithContext for NewRequest;
//   - forms that are called otherwise: net.Dial and its like (DialContext of a
//     Dialer), net.LookupHost (of net.DefaultResolver), http.Get (a request with a
//     context, and Do), Begin (BeginTx);
//   - handles that are given the context in a chain: db.WithContext(ctx) in front of
//     what asks the database;
//   - time.Sleep of a rate.Reservation's Delay, which is Limiter.Wait without its
//     context;
//   - a function put into a field that has a sibling with a context, such as Dial of
//     http.Transport (ctxsibling/field).
//
// With -strict also: siblings of what cannot be looked into but may fail; an option
// or a wrapped argument that would carry the context into a retry library; statements
// in a transaction that the function is given; statements that are only prepared.
//
// It is silent where the call waits for nothing (slog.Info, a validator), where no
// context is in reach, where the request gets its context later on every path,
// where the context comes along as an option, in clean-up and on the stop path, and
// about siblings that are deprecated, younger than the file's Go version, or known
// not to hear their context. In the sibling itself the call without a context is what it is made of.
//
// # Why it hurts
//
// The context says when the caller has given up or the process is to stop, and
// nothing of what waits hears it. Connections stay taken, a stop takes as long as
// the slowest query, and a peer that hangs is waited for for ever.
//
// # Options
//
// None.
//
// # When not to use it
//
// There is no reason to prefer the form without a context where there is one.
//
// # Known misses and false alarms
//
//   - A handle that a function is given (a gorm transaction, say) may have its
//     context already, and is not reported.
//   - A command that is only started is taken for one that is to go on by itself.
//   - A driver or server that ignores the context is not known to do so.
//   - That a sibling is deprecated is known of packages that are analyzed, and not
//     of the standard library.
package ctxsibling
