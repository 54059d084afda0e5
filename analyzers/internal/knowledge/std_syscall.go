package knowledge

var stdSyscall = Package{
	Path: "syscall",
	Calls: []Call{
		{Func: "Exit", Does: Exits},
		{Func: "Exec", Does: Exits}, // the process becomes another one
		{Func: "Wait4", Does: Joins},
		{Func: "Read", Does: Receives},
		{Func: "Accept", Does: Receives},
		{Func: "Recvfrom", Does: Receives},
		{Func: "Select", Does: Receives},
	},
}
