package knowledge

// packages lists the rows of every file of this folder. A test fails when a
// Package value is missing here.
var packages = []*Package{
	&stdTime, &stdSync,
}
