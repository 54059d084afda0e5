module github.com/bgvet/bgvet/testdata

go 1.26
