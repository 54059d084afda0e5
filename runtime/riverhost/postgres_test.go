//go:build unix

package riverhost_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// A cluster is a PostgreSQL server of this test binary alone, reached by a socket
// in a temporary folder. It is started by the first test that needs it.
type cluster struct {
	once   sync.Once
	err    error
	folder string
	server *exec.Cmd
	names  atomic.Int64
}

var postgres cluster

// database returns the DSN of a new database, or skips the test.
func (c *cluster) database(t *testing.T) string {
	t.Helper()
	c.once.Do(func() { c.err = c.start() })
	if c.err != nil {
		t.Skipf("no PostgreSQL server: %v; on Debian, install the package postgresql", c.err)
	}
	name := fmt.Sprint("test", c.names.Add(1))
	must(t, c.exec(t.Context(), "CREATE DATABASE "+name))
	return c.dsn(name)
}

func (c *cluster) dsn(database string) string {
	return fmt.Sprintf("postgres://bgvet@/%s?host=%s", database, c.folder)
}

func (c *cluster) exec(ctx context.Context, sql string) error {
	conn, err := pgx.Connect(ctx, c.dsn("postgres"))
	if err != nil {
		return err
	}
	_, err = conn.Exec(ctx, sql)
	return errors.Join(err, conn.Close(ctx))
}

func (c *cluster) start() error {
	initdb, err := findServer("initdb")
	if err != nil {
		return err
	}
	server, err := findServer("postgres")
	if err != nil {
		return err
	}
	if c.folder, err = os.MkdirTemp("", "pg"); err != nil { // short: the socket's path is limited
		return err
	}
	owner, err := unprivileged(c.folder)
	if err != nil {
		return err
	}
	data := filepath.Join(c.folder, "data")
	if out, err := as(owner, exec.Command(initdb, "-D", data, "-U", "bgvet", "-A", "trust", "--no-sync")).CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w: %s", err, out)
	}
	c.server = as(owner, exec.Command(server, "-D", data, "-k", c.folder, "-c", "listen_addresses=", "-c", "fsync=off"))
	if err := c.server.Start(); err != nil {
		return err
	}
	return c.await()
}

// await waits until the server takes connections.
func (c *cluster) await() error {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	for {
		err := c.exec(ctx, "SELECT 1")
		if err == nil || ctx.Err() != nil {
			return err
		}
		time.Sleep(50 * time.Millisecond)
	}
}

func (c *cluster) stop() {
	if c.server != nil && c.server.Process != nil {
		_ = c.server.Process.Signal(syscall.SIGINT) // fast shutdown
		_ = c.server.Wait()
	}
	if c.folder != "" {
		_ = os.RemoveAll(c.folder)
	}
}

// findServer finds a program of the server, which Debian keeps out of the path.
func findServer(program string) (string, error) {
	if path, err := exec.LookPath(program); err == nil {
		return path, nil
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/" + program)
	if len(found) == 0 {
		return "", fmt.Errorf("%s not found", program)
	}
	return found[len(found)-1], nil
}

// unprivileged gives the folder to a user other than root, as which the server
// refuses to run. It returns nil if this process is none of root's.
func unprivileged(folder string) (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	u, err := user.Lookup("nobody")
	if err != nil {
		return nil, err
	}
	uid, err := strconv.Atoi(u.Uid)
	if err != nil {
		return nil, err
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(uid)}, os.Chown(folder, uid, -1)
}

func as(owner *syscall.Credential, cmd *exec.Cmd) *exec.Cmd {
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: owner}
	cmd.Dir = "/"
	return cmd
}
