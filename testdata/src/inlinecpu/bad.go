package inlinecpu

import (
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"image"
	"image/jpeg"
	"io"
	"net/http"
	"time"
)

// docs:bad
type login struct{ salt, want []byte }

func (l *login) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	got, err := pbkdf2.Key(sha256.New, r.FormValue("password"), l.salt, 600_000, 32) // want `pbkdf2\.Key takes tens of milliseconds of CPU time for every request, and nothing bounds how many do so at once: as many callers as there are processors stop everything else that this process does; take a slot of a semaphore around it, or run it in a bounded pool such as offload\.Do`
	if err != nil || string(got) != string(l.want) {
		http.Error(w, "wrong password", http.StatusUnauthorized)
	}
}

// docs:end

// helper: the work is in a function that the handler calls.
func helper(w http.ResponseWriter, r *http.Request) {
	if err := thumbnail(w, r.Body); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
	}
}

func thumbnail(w io.Writer, r io.Reader) error {
	img, _, err := image.Decode(r) // want "image.Decode takes tens of milliseconds .* for every request, .*helper -> thumbnail -> image.Decode"
	if err != nil {
		return err
	}
	return jpeg.Encode(w, img, nil) // want "jpeg.Encode takes tens of milliseconds"
}

// UnimplementedKeysServer stands for generated code.
type keys struct {
	jobs chan int
	out  chan *rsa.PrivateKey
	stop chan struct{}
}

// Run serves a ticker beside the jobs.
func (k *keys) Run() {
	beat := time.NewTicker(time.Second)
	defer beat.Stop()
	for {
		select {
		case <-k.stop:
			return
		case <-beat.C:
			renew()
		case bits := <-k.jobs:
			k.make(bits) // want "keys..make takes tens of milliseconds of CPU time on the goroutine that also serves beat.C, which waits until it is done"
		}
	}
}

func (k *keys) make(bits int) {
	key, err := rsa.GenerateKey(rand.Reader, bits)
	if err == nil {
		k.out <- key
	}
}

func renew() {
	resp, err := http.Post("http://lease", "", nil)
	if err == nil {
		resp.Body.Close()
	}
}

// start begins the service.
func start(k *keys) { go k.Run() }
