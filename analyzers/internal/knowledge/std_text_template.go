package knowledge

var stdTextTemplate = Package{
	Path: "text/template",
	Calls: []Call{
		{Func: "Must", Does: Panics},
		{Func: "Template.Funcs", Does: Panics},
		{Func: "Template.Option", Does: Panics},
	},
}
