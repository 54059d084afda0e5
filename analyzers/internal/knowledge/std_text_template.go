package knowledge

var stdTextTemplate = Package{
	Path: "text/template",
	Calls: []Call{
		{Func: "Must", Does: Panics},
	},
}
