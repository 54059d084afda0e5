package inventory

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/bgvet/bgvet/cmd/bgvet/internal/finding"
)

// WriteJSON writes the entries as one array. With a folder, the positions in
// them are relative to it; the rest is as the analyzer wrote it.
func WriteJSON(w io.Writer, items []Item, dir string) error {
	entries := make([]any, len(items))
	for i, item := range items {
		dec := json.NewDecoder(bytes.NewReader(item.raw))
		dec.UseNumber()
		var entry map[string]any
		if err := dec.Decode(&entry); err != nil {
			return err
		}
		if dir != "" {
			relativePosns(entry, dir)
		}
		entry["package"] = item.Package
		entries[i] = entry
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "\t")
	return enc.Encode(entries)
}

// relativePosns rewrites every "posn" below the value.
func relativePosns(value any, dir string) {
	switch value := value.(type) {
	case map[string]any:
		for key, v := range value {
			if posn, ok := v.(string); ok && key == "posn" {
				value[key] = finding.RelativePosn(posn, dir)
			}
			relativePosns(v, dir)
		}
	case []any:
		for _, v := range value {
			relativePosns(v, dir)
		}
	}
}
