// Package files hides what it does behind an interface.
package files

type driver interface{ remove(prefix string) error }

// System is a place for files.
type System struct{ driver driver }

// Open returns the place for files.
func Open(d interface{ remove(prefix string) error }) (*System, error) {
	return &System{driver: d}, nil
}

// Remove removes all files with a prefix.
func (s *System) Remove(prefix string) error { return s.driver.remove(prefix) }
