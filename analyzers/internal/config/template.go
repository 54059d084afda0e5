package config

import (
	"flag"
	"fmt"
	"strings"
)

// notInFile are the options that make no sense in the file.
var notInFile = map[string]bool{"config": true, "factsonly": true, "silenced": true}

const templateHead = `# Options of bgvet. All of them are optional; what stands here commented out is the
# default. A flag of the same name wins over this file.
# See https://github.com/bgvet/bgvet/blob/main/docs/configuration.md

`

// templateTail is the part that no flag has. A test holds that it names every
// section that a file can have.
const templateTail = `# What bgvet cannot see in code, by import path: code behind an interface, in
# another process, in a contract that is only written down.
#knowledge:
#  example.com/jobs:
#    services:  # values of the type are background services; the method runs
#      - {type: Worker, method: Run, lifetime: service}
#    scoped:    # values of the type are short-lived: where they come from, what ends them
#      - {type: Session, lifetime: request, from: [Pool.Acquire], ends: [Session.Close]}
#    blocking:  # the function waits; ctx is the form that takes a context
#      - {func: Client.Wait, does: receives, ctx: Client.WaitContext}
#    offload:   # the function runs an argument elsewhere, a bounded number at a time
#      - {func: Pool.Do, arg: 1}
#    recovers:  # the function runs an argument at once and recovers its panics
#      - {func: Safely, arg: 0}
#    spawns:    # the function runs an argument on a goroutine of its own
#      - {func: Scheduler.Every, arg: 1, lifetime: process, each: iteration, panic: dies, error: logged}
#    reports:   # the function makes an error known to people
#      - Alert.Error
#    stops:     # the error variable means a normal end
#      - ErrClosed
`

// Template returns a file with every option, commented out, made from the flags.
func Template() string {
	var b strings.Builder
	b.WriteString(templateHead)
	Analyzer.Flags.VisitAll(func(f *flag.Flag) {
		if notInFile[f.Name] {
			return
		}
		_, usage := flag.UnquoteUsage(f)
		fmt.Fprintf(&b, "# %s\n#%s: %s\n\n", usage, f.Name, defaultInFile(f))
	})
	b.WriteString(templateTail)
	return b.String()
}

// defaultInFile writes the default of an option as the file has it.
func defaultInFile(f *flag.Flag) string {
	if d, ok := f.Value.(interface{ inFile() string }); ok {
		return d.inFile()
	}
	return f.DefValue
}
