package knowledge

var stdLogSyslog = Package{
	Path: "log/syslog",
	Calls: []Call{
		{Func: "Dial", Does: Asks},
		{Func: "Writer.Alert", Does: Reports},
		{Func: "Writer.Crit", Does: Reports},
		{Func: "Writer.Debug", Does: Reports},
		{Func: "Writer.Emerg", Does: Reports},
		{Func: "Writer.Err", Does: Reports},
		{Func: "Writer.Info", Does: Reports},
		{Func: "Writer.Notice", Does: Reports},
		{Func: "Writer.Warning", Does: Reports},
	},
}
