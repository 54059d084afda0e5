// Package knowledge says what calls into known packages do to a background
// service: what they wait for, whose code they run and what becomes of its
// panics and errors, which values they hand out for a short time only.
//
// A row is one claim on one line, typed, about one symbol of one package. There
// is one file per API owner. Rows are for what the bodies cannot tell: the
// standard library (which is not analyzed at all), code behind interfaces and
// channels of a framework, and contracts that are only written down. Everything
// else is learned from bodies by the summary pass, so a missing row costs
// little and a wrong one costs trust: a test resolves every row against the
// real package.
//
// Symbols are written without their package: "Dial" is a function, "DB.Query" a
// method of DB or *DB or of the interface DB, "Hook.OnStart" may also be a
// field of a struct.
package knowledge

// Package holds the rows of one import path.
type Package struct {
	Path   string // import path
	Module string // module that provides it; empty for the standard library

	Calls  []Call
	Runs   []Run
	Roles  []Role
	Scoped []Scoped
	Stops  []string // error variables that mean a normal end, such as ErrServerClosed
	Feeds  []Feed   // channels that the package closes
}

// Call says what a call of Func does to the goroutine that makes it (peers 5a,
// 5d, 5e, 5f).
type Call struct {
	Func string
	Does Effect
	Ctx  string // the form of the same call that takes a context, if it is not found by signature
	// Anyway: it does what it is for although the context that it is given has
	// ended: it closes the connection then, instead of asking the peer.
	Anyway bool
	// Deaf: it takes a context, and does not hear it while it waits, so that nothing is
	// gained by calling this form instead of the one without.
	Deaf bool
}

// Effect is a set of things that a call may do.
type Effect uint32

const (
	// Pauses: time passes on every path before it returns. (Sleep, a limiter's Wait)
	Pauses Effect = 1 << iota
	// Receives: blocks until a peer sends or connects; returns at once, with an
	// error, when the source is closed or broken. (Accept, Read, ReceiveMessage)
	Receives
	// Asks: a round trip to something outside the process; fails at once when
	// that cannot be reached. (Query, Do, Dial)
	Asks
	// Joins: waits for other goroutines or a child process. (WaitGroup.Wait, Cond.Wait, Cmd.Wait)
	Joins
	// Locks: waits for a lock, which others hold only shortly. (Mutex.Lock)
	Locks
	// Serves: does not return while the server, consumer or app runs. (ListenAndServe, Run)
	Serves
	// Exits: ends the process. (os.Exit, log.Fatal)
	Exits
	// Ends: ends the goroutine, running its defers. (Goexit, FailNow)
	Ends
	// Panics: panics on input that the caller does not control, not on misuse that
	// the first test shows. (MustCompile, MustParse; not WaitGroup.Add, NewTicker)
	Panics
	// Computes: takes much CPU time by design or with the size of its input. (bcrypt, image.Decode)
	Computes
	// Limits: bounds how much runs at once; blocks or fails when the bound is reached. (Semaphore.Acquire, SetLimit)
	Limits
	// Reports: makes an error known to people. (log.Printf, slog.Error, a metrics counter)
	Reports
	// GivesUp: returns a delay that turns negative or zero when retries are used up. (NextBackOff)
	GivesUp
	// Signals: hands out a channel or context that says when to stop. (Context.Done, tomb.Dying)
	Signals
	// Closes: ends a source, so that a blocked reader returns. (Listener.Close, Conn.Close)
	Closes
	// Detaches: makes a context that no caller can cancel. (Background, WithoutCancel)
	Detaches
	// Repanicking: deferred, it looks at a panic and raises it again on purpose. (HandleCrash)
	Repanicking
	// Recovering: deferred, it recovers a panic and returns normally, in a way its body does not show.
	Recovering
	// Heavy: takes tens of milliseconds of CPU time or more, by design or for any
	// input of the usual size. (bcrypt, rsa.GenerateKey, jpeg.Decode)
	Heavy
)

// Lifetime says how long something lives. Longer lifetimes compare greater.
type Lifetime uint8

const (
	Unknown    Lifetime = iota
	PerCall             // ends before its starter returns
	Iteration           // one turn of a service loop
	Request             // one request, message or job
	Connection          // one peer: connection, stream, session, open file
	Service             // from Start to Stop of a long-lived value
	Process             // until the process ends
)

// Panic says what becomes of a panic in user code.
type Panic uint8

const (
	Dies      Panic = iota // nothing recovers it: the process ends
	Recovered              // the framework recovers it and goes on
	Reraised               // caught and raised again in the goroutine that waits
	Repanics               // logged, then raised again on purpose: the process ends
)

// Fate says what becomes of an error (or plain return) of user code.
type Fate uint8

const (
	NoResult  Fate = iota // the user code returns nothing
	Dropped               // nobody looks at it
	Logged                // logged, the next run comes as planned
	Retried               // run again, paced by the framework
	StopsAll              // ends the siblings and is returned to whoever waits
	Returned              // returned to the caller of Func
	Delivered             // turned into an answer for the peer
)

// Run says that Func runs the user's code (peers 5c).
type Run struct {
	// Func takes the code as argument Arg (the receiver is -1, the last of a
	// variadic function stands for all of its arguments); for a field of a
	// struct it is "Type.Field", and Arg is Field.
	Func   string
	Arg    int
	Method string // the method of the argument that is run, "" when it is a func

	// Life is that of the registration: as long as the code may be run (again).
	// Unknown means: like a go statement in the same place.
	Life Lifetime
	// Each is that of one run of the code; Unknown when it runs once for all of Life.
	Each  Lifetime
	Async bool // runs on a goroutine that Func does not wait for
	Panic Panic
	Error Fate
	// Overlaps: a run may start while the previous one still goes on.
	Overlaps bool
	// Starts: the code is a part of start-up, which goes on when it has returned.
	Starts bool
	// RecoveredBy names functions of the same package; handing one of them to
	// the constructor or to Func makes Panic Recovered ("Recover").
	RecoveredBy []string
	// SerialBy is the same for Overlaps ("SkipIfStillRunning").
	SerialBy []string
	// Shared: one run serves all who ask, so that it must not depend on the one
	// who came first. (singleflight, Once)
	Shared bool
}

// Field as Run.Arg: the code is assigned to a field.
const Field = -2

// Role says that a type with this interface's method is driven by the framework
// that owns the interface, wherever it is registered.
type Role struct {
	Type   string   // interface type
	Method string   // the method that runs the service
	Life   Lifetime // of one call of the method: Service for a service, Request for a handler
	Blocks bool     // the method is meant to block until it is told to stop
	Panic  Panic
	Error  Fate
}

// Scoped says that values of Type are short-lived (peers 5b).
type Scoped struct {
	Type string
	Life Lifetime
	From []string // functions and methods of this package that hand one out
	Ends []string // functions and methods that end it
	Copy string   // the call that makes a copy which may live longer ("Context.Copy")

	Noun string // what messages call such a value: "transaction"
	// Held is what stays taken until it is ended: "a connection of the pool". It is
	// empty where nobody has to end it.
	Held   string
	Part   string // the field whose Close ends it: "Body"
	Until  string // the Go version from which nothing stays taken any more: "go1.23"
	Pooled bool   // it belongs to another request when its own is over
	// Ctx: it also ends with the context that it was opened with, and when a receive fails.
	Ctx bool
	// OnlyFrom: other values of Type live long (a *gorm.DB that does not come from Begin).
	OnlyFrom bool
}
