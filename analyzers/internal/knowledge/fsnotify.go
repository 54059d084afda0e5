package knowledge

// Close closes Events and Errors.
var fsnotifyPkg = Package{
	Path:   "github.com/fsnotify/fsnotify",
	Module: "github.com/fsnotify/fsnotify",
	Calls: []Call{
		{Func: "Watcher.Close", Does: Closes},
	},
	Scoped: []Scoped{
		{Type: "Watcher", Life: Service, Noun: "watcher", Held: "its goroutine and a file descriptor", From: []string{"NewWatcher", "NewBufferedWatcher"}, Ends: []string{"Watcher.Close"}},
	},
	Stops: []string{"ErrClosed"},
	Feeds: []Feed{
		{Of: "Watcher.Events"},
		{Of: "Watcher.Errors"},
	},
}
