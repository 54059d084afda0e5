// Package api has the types that users of the library implement and name.
package api

import "context"

type Job struct{ ID string }

type Hook interface {
	Before(ctx context.Context, job *Job) error
}

type Watcher interface{ Watch(job *Job) error }
