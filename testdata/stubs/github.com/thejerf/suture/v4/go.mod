module github.com/thejerf/suture/v4

go 1.26
