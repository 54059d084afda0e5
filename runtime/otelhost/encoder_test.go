package otelhost_test

import (
	"strings"

	"go.opentelemetry.io/otel/attribute"
)

// encoder writes attributes as {a=1,b=2}.
type encoder struct{}

func (encoder) Encode(i attribute.Iterator) string {
	var parts []string
	for i.Next() {
		kv := i.Attribute()
		parts = append(parts, string(kv.Key)+"="+kv.Value.String())
	}
	return "{" + strings.Join(parts, ",") + "}"
}

func (encoder) ID() attribute.EncoderID { return attribute.EncoderID{} }
