package knowledge

// The server ends a watch every few minutes, and closes its channel with it.
var k8sWatch = Package{
	Path:   "k8s.io/apimachinery/pkg/watch",
	Module: "k8s.io/apimachinery",
	Calls: []Call{
		{Func: "Interface.Stop", Does: Closes},
	},
	Scoped: []Scoped{
		{Type: "Interface", Life: Service, Noun: "watch", Held: "its goroutine and its connection", Ends: []string{"Interface.Stop"}},
	},
	Feeds: []Feed{
		{Of: "Interface.ResultChan", ByPeer: true},
	},
}
