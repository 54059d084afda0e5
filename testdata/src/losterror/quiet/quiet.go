// Package quiet is analyzed without -strict: all findings of this check are for
// reviews.
package quiet

import "net/http"

type service struct{ http *http.Server }

func (s *service) Start() { go s.http.ListenAndServe() }
