package report

// A Trap is a group of checks: one way in which background services fail.
type Trap struct{ Group, About string }

// Traps are all of them, in the order in which they are explained.
var Traps = []Trap{
	{"crash", "an error or a panic ends the service"},
	{"captive", "something short-lived is held by something long-lived"},
	{"cancel", "the service cannot be stopped, or never finishes starting"},
	{"starve", "work that takes the machine from the others"},
	{"graduate", "the service has outgrown memory and one process"},
}
