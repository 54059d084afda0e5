module github.com/bgvet/bgvet

go 1.26
