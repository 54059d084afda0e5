// Package stubs keeps every third-party package that fixtures may import in
// go.mod. Thin stubs stand for the large ones, each a module of its own below
// this folder; the small ones are the real thing.
package stubs

import (
	_ "github.com/IBM/sarama"
	_ "github.com/ThreeDotsLabs/watermill"
	_ "github.com/ThreeDotsLabs/watermill/message"
	_ "github.com/alitto/pond/v2"
	_ "github.com/bgvet/bgvet/runtime/di"
	_ "github.com/cenkalti/backoff/v4"
	_ "github.com/gin-gonic/gin"
	_ "github.com/go-co-op/gocron/v2"
	_ "github.com/gofiber/fiber/v2"
	_ "github.com/gorilla/websocket"
	_ "github.com/hibiken/asynq"
	_ "github.com/jackc/pgx/v5"
	_ "github.com/labstack/echo/v4"
	_ "github.com/nats-io/nats.go"
	_ "github.com/oklog/run"
	_ "github.com/panjf2000/ants/v2"
	_ "github.com/rabbitmq/amqp091-go"
	_ "github.com/riverqueue/river"
	_ "github.com/robfig/cron/v3"
	_ "github.com/thejerf/suture/v4"
	_ "github.com/twmb/franz-go/pkg/kgo"
	_ "github.com/valyala/fasthttp"
	_ "go.uber.org/fx"
	_ "golang.org/x/sync/errgroup"
	_ "golang.org/x/sync/semaphore"
	_ "golang.org/x/sync/singleflight"
	_ "golang.org/x/time/rate"
	_ "google.golang.org/grpc"
	_ "k8s.io/apimachinery/pkg/types"
	_ "k8s.io/apimachinery/pkg/util/wait"
	_ "sigs.k8s.io/controller-runtime/pkg/manager"
	_ "sigs.k8s.io/controller-runtime/pkg/reconcile"
)
