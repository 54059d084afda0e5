package knowledge

// The context of a hook ends with the start or stop phase (15 seconds by default), and
// so must the hook. RecoverFromPanics covers constructors and invoked functions only.
var uberFx = Package{
	Path:   "go.uber.org/fx",
	Module: "go.uber.org/fx",
	Calls: []Call{
		{Func: "App.Run", Does: Serves | Exits}, // exits with the code of the shutdown signal when that is not zero
		{Func: "App.Done", Does: Signals},
		{Func: "App.Wait", Does: Signals},
	},
	Runs: []Run{
		// a hook must return; an error of OnStart ends the app, one of OnStop is logged
		{Func: "Hook.OnStart", Arg: Field, Life: Service, Each: PerCall, Starts: true, Panic: Dies, Error: StopsAll},
		{Func: "Hook.OnStop", Arg: Field, Life: Service, Each: PerCall, Panic: Dies, Error: Logged},
		{Func: "StartHook", Arg: 0, Life: Service, Each: PerCall, Starts: true, Panic: Dies, Error: StopsAll},
		{Func: "StopHook", Arg: 0, Life: Service, Each: PerCall, Panic: Dies, Error: Logged},
		{Func: "StartStopHook", Arg: 0, Life: Service, Each: PerCall, Starts: true, Panic: Dies, Error: StopsAll},
		{Func: "StartStopHook", Arg: 1, Life: Service, Each: PerCall, Panic: Dies, Error: Logged},
		{Func: "OnStart", Arg: 0, Life: Service, Each: PerCall, Starts: true, Panic: Dies, Error: StopsAll},
		{Func: "OnStop", Arg: 0, Life: Service, Each: PerCall, Panic: Dies, Error: Logged},
		{Func: "Invoke", Arg: 0, Life: PerCall, Each: PerCall, Panic: Dies, Error: StopsAll, RecoveredBy: []string{"RecoverFromPanics"}},
		{Func: "Provide", Arg: 0, Life: PerCall, Each: PerCall, Panic: Dies, Error: StopsAll, RecoveredBy: []string{"RecoverFromPanics"}},
		{Func: "Decorate", Arg: 0, Life: PerCall, Each: PerCall, Panic: Dies, Error: StopsAll, RecoveredBy: []string{"RecoverFromPanics"}},
	},
}
