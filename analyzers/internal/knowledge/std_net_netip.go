package knowledge

var stdNetNetip = Package{
	Path: "net/netip",
	Calls: []Call{
		{Func: "MustParseAddr", Does: Panics},
		{Func: "MustParseAddrPort", Does: Panics},
		{Func: "MustParsePrefix", Does: Panics},
		{Func: "Addr.As4", Does: Panics},
	},
}
