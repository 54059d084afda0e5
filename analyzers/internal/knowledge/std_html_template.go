package knowledge

var stdHTMLTemplate = Package{
	Path: "html/template",
	Calls: []Call{
		{Func: "Must", Does: Panics},
		{Func: "Template.Funcs", Does: Panics},
		{Func: "Template.Option", Does: Panics},
	},
}
