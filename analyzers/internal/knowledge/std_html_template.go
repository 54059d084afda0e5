package knowledge

var stdHTMLTemplate = Package{
	Path: "html/template",
	Calls: []Call{
		{Func: "Must", Does: Panics},
	},
}
