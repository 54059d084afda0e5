package knowledge

var stdOSSignal = Package{
	Path: "os/signal",
	Calls: []Call{
		{Func: "NotifyContext", Does: Signals},
	},
}
