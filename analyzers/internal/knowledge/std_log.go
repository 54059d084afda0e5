package knowledge

var stdLog = Package{
	Path: "log",
	Calls: []Call{
		{Func: "Print", Does: Reports},
		{Func: "Printf", Does: Reports},
		{Func: "Println", Does: Reports},
		{Func: "Output", Does: Reports},
		{Func: "Logger.Print", Does: Reports},
		{Func: "Logger.Printf", Does: Reports},
		{Func: "Logger.Println", Does: Reports},
		{Func: "Logger.Output", Does: Reports},
		{Func: "Fatal", Does: Exits | Reports},
		{Func: "Fatalf", Does: Exits | Reports},
		{Func: "Fatalln", Does: Exits | Reports},
		{Func: "Logger.Fatal", Does: Exits | Reports},
		{Func: "Logger.Fatalf", Does: Exits | Reports},
		{Func: "Logger.Fatalln", Does: Exits | Reports},
		// panics on purpose, whatever the input
		{Func: "Panic", Does: Panics | Reports},
		{Func: "Panicf", Does: Panics | Reports},
		{Func: "Panicln", Does: Panics | Reports},
		{Func: "Logger.Panic", Does: Panics | Reports},
		{Func: "Logger.Panicf", Does: Panics | Reports},
		{Func: "Logger.Panicln", Does: Panics | Reports},
	},
}
