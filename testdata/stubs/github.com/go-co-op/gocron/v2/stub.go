// Package gocron is a stub: as much of the API as fixtures need. Bodies return zero
// values, as one that panics would be taken for a function that never returns.
package gocron

import (
	"context"
	"time"
)

func NewScheduler(options ...SchedulerOption) (Scheduler, error) { return nil, nil }

type Scheduler interface {
	Jobs() []Job
	NewJob(JobDefinition, Task, ...JobOption) (Job, error)
	Shutdown() error
	ShutdownWithContext(context.Context) error
	Start()
	StopJobs() error
}

type Job interface {
	Name() string
	RunNow() error
}

type JobDefinition interface {
}

func DurationJob(duration time.Duration) JobDefinition { return nil }

func CronJob(crontab string, withSeconds bool) JobDefinition { return nil }

func NewTask(function any, parameters ...any) Task { return nil }

type Task func() task

type task struct {
}

func WithSingletonMode(mode LimitMode) JobOption { return nil }

type LimitMode int

const LimitModeReschedule = 1

const LimitModeWait = 2

func WithEventListeners(eventListeners ...EventListener) JobOption { return nil }

func WithContext(ctx context.Context) JobOption { return nil }

func WithLimitConcurrentJobs(limit uint, mode LimitMode) SchedulerOption { return nil }

func WithName(name string) JobOption { return nil }

type JobOption func(*internalJob, time.Time) error

type SchedulerOption func(*scheduler) error

func WithStartAt(option StartAtOption) JobOption { return nil }

func WithStartImmediately() StartAtOption { return nil }

type EventListener func(*internalJob) error

type internalJob struct {
}

type scheduler struct {
}

type StartAtOption func(*internalJob, time.Time) error
