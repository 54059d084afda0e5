package knowledge

var crManager = Package{
	Path:   "sigs.k8s.io/controller-runtime/pkg/manager",
	Module: "sigs.k8s.io/controller-runtime",
	Calls: []Call{
		{Func: "Manager.Start", Does: Serves},
		{Func: "Server.Start", Does: Serves},
	},
	Runs: []Run{
		{Func: "Manager.Add", Arg: 0, Method: "Start", Life: Service, Async: true, Panic: Dies, Error: StopsAll},
		{Func: "Manager.AddHealthzCheck", Arg: 1, Life: Process, Each: Request, Async: true, Panic: Recovered, Error: Delivered, Overlaps: true},
		{Func: "Manager.AddReadyzCheck", Arg: 1, Life: Process, Each: Request, Async: true, Panic: Recovered, Error: Delivered, Overlaps: true},
		{Func: "Manager.AddMetricsServerExtraHandler", Arg: 1, Method: "ServeHTTP", Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
	},
	Roles: []Role{
		{Type: "Runnable", Method: "Start", Life: Service, Blocks: true, Panic: Dies, Error: StopsAll},
	},
}

var crSignals = Package{
	Path:   "sigs.k8s.io/controller-runtime/pkg/manager/signals",
	Module: "sigs.k8s.io/controller-runtime",
	Calls: []Call{
		{Func: "SetupSignalHandler", Does: Signals}, // a second signal exits the process
	},
}

var crController = Package{
	Path:   "sigs.k8s.io/controller-runtime/pkg/controller",
	Module: "sigs.k8s.io/controller-runtime",
	Calls: []Call{
		{Func: "TypedController.Start", Does: Serves},
	},
	Runs: []Run{
		// at most MaxConcurrentReconciles at once, never twice for one object; RecoverPanic set to false turns the recover off
		{Func: "TypedOptions.Reconciler", Arg: Field, Method: "Reconcile", Life: Service, Each: Request, Async: true, Panic: Recovered, Error: Retried, Overlaps: true},
	},
}

var crBuilder = Package{
	Path:   "sigs.k8s.io/controller-runtime/pkg/builder",
	Module: "sigs.k8s.io/controller-runtime",
	Runs: []Run{
		{Func: "TypedBuilder.Complete", Arg: 0, Method: "Reconcile", Life: Service, Each: Request, Async: true, Panic: Recovered, Error: Retried, Overlaps: true},
		{Func: "TypedBuilder.Build", Arg: 0, Method: "Reconcile", Life: Service, Each: Request, Async: true, Panic: Recovered, Error: Retried, Overlaps: true},
	},
}

var crReconcile = Package{
	Path:   "sigs.k8s.io/controller-runtime/pkg/reconcile",
	Module: "sigs.k8s.io/controller-runtime",
	Runs: []Run{
		{Func: "AsReconciler", Arg: 1, Method: "Reconcile", Life: Service, Each: Request, Async: true, Panic: Recovered, Error: Retried, Overlaps: true},
	},
	Roles: []Role{
		{Type: "TypedReconciler", Method: "Reconcile", Life: Request, Panic: Recovered, Error: Retried}, // paced by the rate limiter of the queue
		{Type: "ObjectReconciler", Method: "Reconcile", Life: Request, Panic: Recovered, Error: Retried},
	},
}

// Event handlers run on the goroutine of the informer: slow code delays every watcher.
var crHandler = Package{
	Path:   "sigs.k8s.io/controller-runtime/pkg/handler",
	Module: "sigs.k8s.io/controller-runtime",
	Runs: []Run{
		{Func: "EnqueueRequestsFromMapFunc", Arg: 0, Life: Service, Each: Request, Async: true, Panic: Repanics, Error: NoResult},
		{Func: "TypedEnqueueRequestsFromMapFunc", Arg: 0, Life: Service, Each: Request, Async: true, Panic: Repanics, Error: NoResult},
		{Func: "TypedFuncs.CreateFunc", Arg: Field, Life: Service, Each: Request, Async: true, Panic: Repanics, Error: NoResult},
		{Func: "TypedFuncs.UpdateFunc", Arg: Field, Life: Service, Each: Request, Async: true, Panic: Repanics, Error: NoResult},
		{Func: "TypedFuncs.DeleteFunc", Arg: Field, Life: Service, Each: Request, Async: true, Panic: Repanics, Error: NoResult},
		{Func: "TypedFuncs.GenericFunc", Arg: Field, Life: Service, Each: Request, Async: true, Panic: Repanics, Error: NoResult},
	},
}

var crWebhook = Package{
	Path:   "sigs.k8s.io/controller-runtime/pkg/webhook/admission",
	Module: "sigs.k8s.io/controller-runtime",
	Roles: []Role{
		{Type: "Handler", Method: "Handle", Life: Request, Panic: Recovered, Error: Delivered},
	},
}
