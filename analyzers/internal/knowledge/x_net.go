package knowledge

var xNetutil = Package{
	Path:   "golang.org/x/net/netutil",
	Module: "golang.org/x/net",
	Calls: []Call{
		{Func: "LimitListener", Does: Limits},
	},
}
