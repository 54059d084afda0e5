//go:build unix

package riverhost_test

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"github.com/bgvet/bgvet/runtime/host"
	"github.com/bgvet/bgvet/runtime/riverhost"
)

// childVariable makes the test binary a worker process of the store it names.
const childVariable = "BGVET_RIVER_TEST_STORE"

func isChild() bool { return os.Getenv(childVariable) != "" }

// child works jobs until it is told to stop. It says which job it works, and
// takes an hour for the first attempt of one for "forever".
func child() int {
	config := working(func(ctx context.Context, job *river.Job[mail]) error {
		fmt.Println("job", job.ID, "attempt", job.Attempt)
		if job.Args.To == "forever" && job.Attempt == 1 {
			time.Sleep(time.Hour)
		}
		return nil
	})
	config.JobTimeout = 2 * time.Second
	config.RescueStuckJobsAfter = 3 * time.Second
	q, err := open(os.Getenv(childVariable), config)
	if err != nil {
		panic(err)
	}
	defer q.close()
	h, err := host.New(host.WithLogger(slog.New(slog.DiscardHandler)))
	if err != nil {
		panic(err)
	}
	if err := h.Add("jobs", q.service); err != nil {
		panic(err)
	}
	return host.ExitCode(h.Run(context.Background()))
}

// A worker is a child process whose output is read line by line.
type worker struct {
	*exec.Cmd
	lines chan string
}

func startWorker(t *testing.T, dsn string) *worker {
	t.Helper()
	w := &worker{Cmd: exec.Command(os.Args[0]), lines: make(chan string, 1000)}
	w.Env = append(os.Environ(), childVariable+"="+dsn)
	w.Stderr = os.Stderr
	out, err := w.StdoutPipe()
	must(t, err, w.Start())
	go func() {
		defer close(w.lines)
		for s := bufio.NewScanner(out); s.Scan(); {
			w.lines <- s.Text()
		}
	}()
	t.Cleanup(func() { w.end(syscall.SIGKILL) })
	return w
}

// end signals the process, waits for it and returns the rest of its output.
func (w *worker) end(s os.Signal) (rest []string) {
	if w.ProcessState != nil {
		return nil
	}
	_ = w.Process.Signal(s)
	for line := range w.lines {
		rest = append(rest, line)
	}
	_ = w.Wait()
	return rest
}

// migrated returns a queue of the test process that only inserts, after its
// store's schema was made.
func migrated(t *testing.T, dsn string) *queue {
	t.Helper()
	q, err := open(dsn, &river.Config{}, riverhost.Migrate())
	must(t, err, q.service.Starting(t.Context()))
	t.Cleanup(q.close)
	return q
}

// D3: three processes work three hundred jobs: each once, and none is lost.
func TestD3_ThreeProcessesShareJobs(t *testing.T) {
	onStores(t, func(t *testing.T, dsn string) {
		q := migrated(t, dsn)
		var want []int
		for range 300 {
			job, err := q.client.Insert(t.Context(), mail{To: "a"}, nil)
			must(t, err)
			want = append(want, int(job.Job.ID))
		}
		var workers []*worker
		for range 3 {
			workers = append(workers, startWorker(t, dsn))
		}
		eventually(t, "all jobs completed", func() bool {
			list, err := q.client.JobList(t.Context(), river.NewJobListParams().States(rivertype.JobStateCompleted).First(1000))
			must(t, err)
			return len(list.Jobs) == len(want)
		})
		var got []int
		for _, w := range workers {
			for _, line := range w.end(syscall.SIGTERM) {
				id, err := strconv.Atoi(strings.Fields(line)[1])
				must(t, err)
				got = append(got, id)
			}
			if code := w.ProcessState.ExitCode(); code != 0 {
				t.Errorf("exit code %d", code)
			}
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%d executions of %d jobs", len(got), len(want))
		}
	})
}

// D1: a process is killed in the middle of a job; another one rescues the job and
// completes it.
func TestD1_JobOfKilledProcessIsRescued(t *testing.T) {
	if os.Getenv("BGVET_HEAVY") == "" {
		t.Skip("a rescue takes half a minute; set BGVET_HEAVY=1")
	}
	onStores(t, func(t *testing.T, dsn string) {
		q := migrated(t, dsn)
		job, err := q.client.Insert(t.Context(), mail{To: "forever"}, nil)
		must(t, err)
		killed := startWorker(t, dsn)
		if line := <-killed.lines; line != fmt.Sprintf("job %d attempt 1", job.Job.ID) {
			t.Errorf("got %q", line)
		}
		killed.end(syscall.SIGKILL)
		began := time.Now()
		rescuer := startWorker(t, dsn)
		for line := range rescuer.lines {
			if line == fmt.Sprintf("job %d attempt 2", job.Job.ID) {
				break
			}
		}
		t.Logf("rescued after %v", time.Since(began))
		eventually(t, "job completed", func() bool {
			state, attempt := q.state(t, job.Job.ID)
			return state == rivertype.JobStateCompleted && attempt == 2
		})
		rescuer.end(syscall.SIGTERM)
	})
}
