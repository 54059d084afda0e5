package knowledge

var stdIO = Package{
	Path: "io",
	Calls: []Call{
		{Func: "Reader.Read", Does: Receives},
		{Func: "ReaderFrom.ReadFrom", Does: Receives},
		{Func: "ReadAll", Does: Receives},
		{Func: "ReadAtLeast", Does: Receives},
		{Func: "ReadFull", Does: Receives},
		{Func: "Copy", Does: Receives},
		{Func: "CopyN", Does: Receives},
		{Func: "CopyBuffer", Does: Receives},
		// read by read, as Reader.Read
		{Func: "ByteReader.ReadByte", Does: Receives},
		{Func: "RuneReader.ReadRune", Does: Receives},
		{Func: "LimitedReader.Read", Does: Receives},
		{Func: "PipeReader.Read", Does: Receives},
		{Func: "PipeWriter.Write", Does: Receives}, // blocks until the reader took it all
		{Func: "Closer.Close", Does: Closes},
		{Func: "PipeReader.Close", Does: Closes},
		{Func: "PipeReader.CloseWithError", Does: Closes},
		{Func: "PipeWriter.Close", Does: Closes},
		{Func: "PipeWriter.CloseWithError", Does: Closes},
	},
	Stops: []string{"EOF", "ErrClosedPipe"},
}

var stdIOFS = Package{
	Path: "io/fs",
	Calls: []Call{
		{Func: "File.Read", Does: Receives},
		{Func: "File.Close", Does: Closes},
	},
	Runs: []Run{
		{Func: "WalkDir", Arg: 2, Life: PerCall, Each: PerCall, Panic: Dies, Error: Returned},
	},
	Scoped: []Scoped{
		{Type: "File", Life: Connection, Noun: "file", Held: "a file descriptor", From: []string{"FS.Open"}, Ends: []string{"File.Close"}},
	},
	Stops: []string{"ErrClosed"},
}
