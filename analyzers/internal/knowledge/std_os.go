package knowledge

var stdOS = Package{
	Path: "os",
	Calls: []Call{
		{Func: "Exit", Does: Exits},
		{Func: "Process.Wait", Does: Joins},
		// a regular file does not block, a pipe, a terminal or a device does; none of them hears a context
		{Func: "File.Read", Does: Receives},
		{Func: "File.ReadFrom", Does: Receives},
		{Func: "File.WriteTo", Does: Receives},
		{Func: "File.Close", Does: Closes},
	},
	Runs: []Run{
		{Func: "Expand", Arg: 1, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "Process.WithHandle", Arg: 0, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
	},
	Scoped: []Scoped{
		{Type: "File", Life: Connection, Noun: "file", Held: "a file descriptor", From: []string{"Create", "CreateTemp", "NewFile", "Open", "OpenFile", "OpenInRoot", "Pipe", "Root.Create", "Root.Open", "Root.OpenFile"}, Ends: []string{"File.Close"}},
		{Type: "Root", Life: Connection, From: []string{"OpenRoot", "Root.OpenRoot"}, Ends: []string{"Root.Close"}},
	},
	Stops: []string{"ErrClosed", "ErrProcessDone"},
}
