// Package fingerprint gives findings an identity that outlives edits around them,
// so that a known finding is told from a new one.
package fingerprint

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/bgvet/bgvet/cmd/bgvet/internal/finding"
	"github.com/bgvet/bgvet/cmd/bgvet/internal/source"
)

// Version names the way in which fingerprints are made. Another way needs another
// name: baselines and code scanning services keep them for years.
const Version = "bgvet/v1"

// Set fills in the fingerprints of sorted findings.
//
// A fingerprint is made of the category, the package and the file's name, the
// function around, and the text of the line; several findings that are the same
// in all that are counted. So it survives lines that are added above, another
// indentation, another checkout and another wording of the message, and changes
// when the line itself or the function's name does.
func Set(findings []finding.Finding) {
	s := &setter{seen: make(map[string]int), decls: make(map[string][]span)}
	for i := range findings {
		findings[i].Fingerprint = s.fingerprint(&findings[i])
	}
}

type setter struct {
	files source.Files
	decls map[string][]span
	seen  map[string]int
}

// A span is the lines of a function.
type span struct {
	name        string
	first, last int
}

func (s *setter) fingerprint(f *finding.Finding) string {
	p := finding.ParsePosn(f.Posn)
	line, _ := s.files.File(p.File).Line(p.Line)
	key := strings.Join([]string{
		Version,
		cmp.Or(f.Category, f.Check),
		f.Package,
		filepath.Base(p.File),
		s.function(p),
		strings.Join(strings.Fields(line), " "),
	}, "\x00")
	count := s.seen[key]
	s.seen[key]++
	sum := sha256.Sum256([]byte(key + "\x00" + strconv.Itoa(count)))
	return fmt.Sprintf("%x", sum[:16])
}

// function returns the name of the declared function around a place, "" outside.
func (s *setter) function(p finding.Position) string {
	decls, ok := s.decls[p.File]
	if !ok {
		decls = functions(s.files.File(p.File).Text())
		s.decls[p.File] = decls
	}
	for _, d := range decls {
		if d.first <= p.Line && p.Line <= d.last {
			return d.name
		}
	}
	return ""
}

func functions(text []byte) []span {
	fset := token.NewFileSet()
	file, _ := parser.ParseFile(fset, "", text, parser.SkipObjectResolution)
	if file == nil {
		return nil
	}
	var spans []span
	for _, decl := range file.Decls {
		if fn, ok := decl.(*ast.FuncDecl); ok {
			// As the compiler counts, //line comments or not: findings in code that
			// other programs wrote are rare, and only lose the name.
			first, last := fset.PositionFor(fn.Pos(), false), fset.PositionFor(fn.End(), false)
			spans = append(spans, span{receiver(fn) + fn.Name.Name, first.Line, last.Line})
		}
	}
	return spans
}

// receiver returns "T." for a method of T or *T.
func receiver(fn *ast.FuncDecl) string {
	if fn.Recv == nil || len(fn.Recv.List) != 1 {
		return ""
	}
	name := ""
	ast.Inspect(fn.Recv.List[0].Type, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && name == "" {
			name = id.Name + "."
		}
		return name == ""
	})
	return name
}
