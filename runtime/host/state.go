package host

import "fmt"

// State is where a host is in its life; see the package comment for the diagram.
type State int

// The states of a host, in the order in which they are passed.
const (
	StateNew State = iota
	StateStarting
	StateRunning
	StateDraining
	StateStopping
	StateStopped
)

var stateNames = [...]string{"new", "starting", "running", "draining", "stopping", "stopped"}

// String returns the state's name in lower case.
func (s State) String() string { return nameOf(stateNames[:], int(s), "State") }

// Phase names the call of a service that an error or a report is about.
type Phase int

// The phases, in the order in which a service passes them.
const (
	PhaseStarting Phase = iota
	PhaseStart
	PhaseStarted
	PhaseRun
	PhaseStopping
	PhaseStop
	PhaseStopped
)

var phaseNames = [...]string{"starting", "start", "started", "run", "stopping", "stop", "stopped"}

// String returns the phase's name in lower case.
func (p Phase) String() string { return nameOf(phaseNames[:], int(p), "Phase") }

func nameOf(names []string, i int, kind string) string {
	if i < 0 || i >= len(names) {
		return fmt.Sprintf("%s(%d)", kind, i)
	}
	return names[i]
}
