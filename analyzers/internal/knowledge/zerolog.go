package knowledge

var zerologPkg = Package{
	Path:   "github.com/rs/zerolog",
	Module: "github.com/rs/zerolog",
	Calls: []Call{
		{Func: "Event.Msg", Does: Reports},
		{Func: "Event.Msgf", Does: Reports},
		{Func: "Event.MsgFunc", Does: Reports},
		{Func: "Event.Send", Does: Reports},
		{Func: "Logger.Print", Does: Reports},
		{Func: "Logger.Printf", Does: Reports},
		{Func: "Logger.Println", Does: Reports},
		// by the Msg or Send that follows, which has no row of its own for it
		{Func: "Logger.Fatal", Does: Exits},
		{Func: "Logger.Panic", Does: Panics},
	},
}

var zerologLog = Package{
	Path:   "github.com/rs/zerolog/log",
	Module: "github.com/rs/zerolog",
	Calls: []Call{
		{Func: "Print", Does: Reports},
		{Func: "Printf", Does: Reports},
		{Func: "Fatal", Does: Exits}, // by the Msg or Send that follows
		{Func: "Panic", Does: Panics},
	},
}
