package knowledge

var stdBufio = Package{
	Path: "bufio",
	Calls: []Call{
		{Func: "Reader.Read", Does: Receives},
		{Func: "Reader.ReadByte", Does: Receives},
		{Func: "Reader.ReadBytes", Does: Receives},
		{Func: "Reader.ReadLine", Does: Receives},
		{Func: "Reader.ReadRune", Does: Receives},
		{Func: "Reader.ReadSlice", Does: Receives},
		{Func: "Reader.ReadString", Does: Receives},
		{Func: "Reader.Peek", Does: Receives},
		{Func: "Reader.Discard", Does: Receives},
		{Func: "Reader.WriteTo", Does: Receives},
		{Func: "Writer.ReadFrom", Does: Receives},
		{Func: "Scanner.Scan", Does: Receives},
	},
	Runs: []Run{
		{Func: "Scanner.Split", Arg: 0, Life: PerCall, Each: PerCall, Panic: Dies, Error: Returned},
	},
}
