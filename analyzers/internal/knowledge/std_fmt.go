package knowledge

var stdFmt = Package{
	Path: "fmt",
	Calls: []Call{
		{Func: "Print", Does: Reports},
		{Func: "Printf", Does: Reports},
		{Func: "Println", Does: Reports},
		{Func: "Scan", Does: Receives},
		{Func: "Scanf", Does: Receives},
		{Func: "Scanln", Does: Receives},
		{Func: "Fscan", Does: Receives},
		{Func: "Fscanf", Does: Receives},
		{Func: "Fscanln", Does: Receives},
	},
}
