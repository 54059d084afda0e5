package knowledge

var stdArchiveTar = Package{
	Path: "archive/tar",
	Calls: []Call{
		{Func: "Reader.Next", Does: Receives},
		{Func: "Reader.Read", Does: Receives},
		{Func: "Writer.AddFS", Does: Computes},
	},
}

var stdArchiveZip = Package{
	Path: "archive/zip",
	Calls: []Call{
		{Func: "Writer.AddFS", Does: Computes},
	},
	Scoped: []Scoped{
		{Type: "ReadCloser", Life: Connection, Noun: "archive", Held: "a file descriptor", From: []string{"OpenReader"}, Ends: []string{"ReadCloser.Close"}},
	},
}
