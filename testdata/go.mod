module github.com/bgvet/bgvet/testdata

go 1.26.0

require (
	github.com/IBM/sarama v0.0.0
	github.com/ThreeDotsLabs/watermill v0.0.0
	github.com/alitto/pond/v2 v2.0.0
	github.com/bgvet/bgvet v0.0.0
	github.com/cenkalti/backoff/v4 v4.0.0
	github.com/gin-gonic/gin v0.0.0
	github.com/go-co-op/gocron/v2 v2.0.0
	github.com/gofiber/fiber/v2 v2.0.0
	github.com/gorilla/websocket v0.0.0
	github.com/hibiken/asynq v0.0.0
	github.com/jackc/pgx/v5 v5.0.0
	github.com/nats-io/nats.go v0.0.0
	github.com/oklog/run v0.0.0
	github.com/panjf2000/ants/v2 v2.0.0
	github.com/rabbitmq/amqp091-go v0.0.0
	github.com/riverqueue/river v0.0.0
	github.com/robfig/cron/v3 v3.0.1
	github.com/thejerf/suture/v4 v4.0.0
	go.uber.org/fx v0.0.0
	golang.org/x/sync v0.24.0
	golang.org/x/time v0.16.0
	google.golang.org/grpc v0.0.0
	k8s.io/apimachinery v0.0.0
	sigs.k8s.io/controller-runtime v0.0.0
)

require (
	github.com/dustin/go-humanize v1.1.0 // indirect
	github.com/google/uuid v1.6.0 // indirect
	github.com/labstack/echo/v4 v4.16.0
	github.com/mattn/go-isatty v0.0.24 // indirect
	github.com/ncruces/go-strftime v1.1.0 // indirect
	github.com/remyoudompheng/bigfft v0.0.0-20230129092748-24d4a6f8daec // indirect
	github.com/samber/do/v2 v2.0.0
	github.com/samber/go-type-to-string v1.8.0 // indirect
	github.com/twmb/franz-go v1.22.2
	github.com/valyala/fasthttp v1.69.0
	golang.org/x/sys v0.49.0 // indirect
	modernc.org/libc v1.79.0 // indirect
	modernc.org/mathutil v1.7.1 // indirect
	modernc.org/memory v1.12.1 // indirect
	modernc.org/sqlite v1.61.1
)

// Thin stubs; a test compares them with the modules pinned in knowledge/go.mod.
replace (
	github.com/IBM/sarama => ./stubs/github.com/IBM/sarama
	github.com/ThreeDotsLabs/watermill => ./stubs/github.com/ThreeDotsLabs/watermill
	github.com/alitto/pond/v2 => ./stubs/github.com/alitto/pond/v2
	github.com/bgvet/bgvet => ./stubs/github.com/bgvet/bgvet
	github.com/cenkalti/backoff/v4 => ./stubs/github.com/cenkalti/backoff/v4
	github.com/gin-gonic/gin => ./stubs/github.com/gin-gonic/gin
	github.com/go-co-op/gocron/v2 => ./stubs/github.com/go-co-op/gocron/v2
	github.com/gofiber/fiber/v2 => ./stubs/github.com/gofiber/fiber/v2
	github.com/gorilla/websocket => ./stubs/github.com/gorilla/websocket
	github.com/hibiken/asynq => ./stubs/github.com/hibiken/asynq
	github.com/jackc/pgx/v5 => ./stubs/github.com/jackc/pgx/v5
	github.com/labstack/echo/v4 => ./stubs/github.com/labstack/echo/v4
	github.com/nats-io/nats.go => ./stubs/github.com/nats-io/nats.go
	github.com/oklog/run => ./stubs/github.com/oklog/run
	github.com/panjf2000/ants/v2 => ./stubs/github.com/panjf2000/ants/v2
	github.com/rabbitmq/amqp091-go => ./stubs/github.com/rabbitmq/amqp091-go
	github.com/riverqueue/river => ./stubs/github.com/riverqueue/river
	github.com/thejerf/suture/v4 => ./stubs/github.com/thejerf/suture/v4
	github.com/twmb/franz-go => ./stubs/github.com/twmb/franz-go
	github.com/valyala/fasthttp => ./stubs/github.com/valyala/fasthttp
	go.uber.org/fx => ./stubs/go.uber.org/fx
	google.golang.org/grpc => ./stubs/google.golang.org/grpc
	k8s.io/apimachinery => ./stubs/k8s.io/apimachinery
	sigs.k8s.io/controller-runtime => ./stubs/sigs.k8s.io/controller-runtime
)
