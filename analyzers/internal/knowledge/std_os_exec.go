package knowledge

var stdOSExec = Package{
	Path: "os/exec",
	Calls: []Call{
		// the process hears a context only when it was made by CommandContext
		{Func: "Cmd.CombinedOutput", Does: Joins, Ctx: "CommandContext"},
		{Func: "Cmd.Output", Does: Joins, Ctx: "CommandContext"},
		{Func: "Cmd.Run", Does: Joins, Ctx: "CommandContext"},
		{Func: "Cmd.Wait", Does: Joins, Ctx: "CommandContext"},
	},
	Runs: []Run{
		{Func: "Cmd.Cancel", Arg: Field, Async: true, Panic: Dies, Error: Returned}, // in a goroutine, when the context ends before the process does
	},
}
