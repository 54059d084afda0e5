package knowledge

var stdIndexSuffixarray = Package{
	Path: "index/suffixarray",
	Calls: []Call{
		{Func: "New", Does: Computes},
	},
}
