package knowledge

var stdCompressFlate = Package{
	Path: "compress/flate",
	Calls: []Call{
		{Func: "Writer.Write", Does: Computes},
		{Func: "Writer.Flush", Does: Computes},
		{Func: "Writer.Close", Does: Computes},
	},
}

var stdCompressGzip = Package{
	Path: "compress/gzip",
	Calls: []Call{
		{Func: "Writer.Write", Does: Computes},
		{Func: "Writer.Flush", Does: Computes},
		{Func: "Writer.Close", Does: Computes},
		{Func: "Reader.Read", Does: Computes | Receives},
	},
}

var stdCompressLzw = Package{
	Path: "compress/lzw",
	Calls: []Call{
		{Func: "Writer.Write", Does: Computes},
		{Func: "Writer.Close", Does: Computes},
		{Func: "Reader.Read", Does: Computes | Receives},
	},
}

var stdCompressZlib = Package{
	Path: "compress/zlib",
	Calls: []Call{
		{Func: "Writer.Write", Does: Computes},
		{Func: "Writer.Flush", Does: Computes},
		{Func: "Writer.Close", Does: Computes},
	},
}
