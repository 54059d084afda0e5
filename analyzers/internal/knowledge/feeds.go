package knowledge

import "go/types"

// Feed says that a library closes a channel that it hands out or is given: a
// receive without ok is always ready from then on.
type Feed struct {
	// Of is the function or method that returns the channel or is given it, or
	// the field that holds it ("Watcher.Events").
	Of string
	// ByPeer: the channel also ends while the program wants it to go on, because
	// the connection, the server or another member of the group ended it.
	ByPeer bool
}

// Feed returns the row on the channel that fn returns or is given.
func (t *Table) Feed(fn *types.Func) (Feed, bool) {
	ix, name := t.find(fn)
	if ix == nil {
		return Feed{}, false
	}
	row, ok := ix.feeds[name]
	return row, ok
}

// FieldFeed returns the row on the channel in a field of the named type.
func (t *Table) FieldFeed(owner *types.TypeName, field string) (Feed, bool) {
	ix := t.of(owner)
	if ix == nil {
		return Feed{}, false
	}
	row, ok := ix.feeds[owner.Name()+"."+field]
	return row, ok
}
