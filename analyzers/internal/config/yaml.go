package config

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// decoder walks the syntax tree of one YAML file by hand: only that way can
// every mistake, also one inside a value, name its line.
type decoder struct{ name string }

// A fields says what to do with the value of each key of a mapping.
type fields map[string]func(ast.Node) error

// document returns the top node of the file's only document, nil if it is empty.
func (d decoder) document(text []byte) (ast.Node, error) {
	tree, err := parser.ParseBytes(text, 0)
	if err != nil {
		return nil, d.syntaxError(err)
	}
	var body ast.Node
	for _, doc := range tree.Docs {
		if isEmpty(doc.Body) {
			continue // only comments
		}
		if body != nil {
			return nil, d.errorf(doc.Body, "second document in one file")
		}
		body = doc.Body
	}
	return body, nil
}

// syntaxError makes one line of the library's error, which quotes the source.
func (d decoder) syntaxError(err error) error {
	var syntax *yaml.SyntaxError
	if errors.As(err, &syntax) && syntax.Token != nil {
		return fmt.Errorf("%s:%d: not valid YAML: %s", d.name, syntax.Token.Position.Line, syntax.Message)
	}
	first, _, _ := strings.Cut(err.Error(), "\n")
	return fmt.Errorf("%s: not valid YAML: %s", d.name, first)
}

func (d decoder) errorf(n ast.Node, format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", d.name, n.GetToken().Position.Line, fmt.Sprintf(format, args...))
}

// mapping hands each value to the function for its key; an unknown key is an error.
func (d decoder) mapping(n ast.Node, known fields) error {
	return d.entries(n, func(key string, at, value ast.Node) error {
		decode, ok := known[key]
		if !ok {
			names := slices.Sorted(maps.Keys(known))
			return d.errorf(at, "unknown key %q%s; known are %s", key, suggest(key, names), strings.Join(names, ", "))
		}
		return decode(value)
	})
}

func (d decoder) entries(n ast.Node, do func(key string, at, value ast.Node) error) error {
	if isEmpty(n) {
		return nil
	}
	var values []*ast.MappingValueNode
	switch n := n.(type) {
	case *ast.MappingNode:
		values = n.Values
	case *ast.MappingValueNode:
		values = []*ast.MappingValueNode{n}
	default:
		return d.errorf(n, "want keys with values, got %s", describe(n))
	}
	for _, entry := range values {
		key, err := d.text(entry.Key)
		if err != nil {
			return err
		}
		if err := do(key, entry.Key, entry.Value); err != nil {
			return err
		}
	}
	return nil
}

func (d decoder) list(n ast.Node, do func(ast.Node) error) error {
	if isEmpty(n) {
		return nil
	}
	seq, ok := n.(*ast.SequenceNode)
	if !ok {
		return d.errorf(n, "want a list, got %s", describe(n))
	}
	for _, value := range seq.Values {
		if err := do(value); err != nil {
			return err
		}
	}
	return nil
}

// text returns a plain value as it is written.
func (d decoder) text(n ast.Node) (string, error) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, nil
	case *ast.BoolNode, *ast.IntegerNode, *ast.FloatNode:
		return n.GetToken().Value, nil
	}
	return "", d.errorf(n, "want a plain value, got %s", describe(n))
}

func isEmpty(n ast.Node) bool {
	if n == nil {
		return true
	}
	_, null := n.(*ast.NullNode)
	_, comment := n.(*ast.CommentGroupNode)
	return null || comment
}

func describe(n ast.Node) string {
	switch n.(type) {
	case *ast.SequenceNode:
		return "a list"
	case *ast.MappingNode, *ast.MappingValueNode:
		return "keys with values"
	case *ast.NullNode:
		return "nothing"
	case *ast.AnchorNode, *ast.AliasNode, *ast.MergeKeyNode:
		return "an anchor, which is not supported"
	}
	return fmt.Sprintf("%q", n.GetToken().Value)
}

// into decodes a plain value with the parser of the flag of the same name.
func into[T any](d decoder, o *option[T], parse func(string) (T, error)) func(ast.Node) error {
	return func(n ast.Node) error {
		text, err := d.text(n)
		if err != nil {
			return err
		}
		v, err := parse(text)
		if err != nil {
			return d.errorf(n, "%v, got %q", err, text)
		}
		o.set(v)
		return nil
	}
}

// keyword decodes one of a few words.
func keyword[T any](d decoder, out *T, words map[string]T) func(ast.Node) error {
	return func(n ast.Node) error {
		text, err := d.text(n)
		if err != nil {
			return err
		}
		v, ok := words[text]
		if !ok {
			return d.errorf(n, "unknown value %q; known are %s", text, strings.Join(slices.Sorted(maps.Keys(words)), ", "))
		}
		*out = v
		return nil
	}
}
