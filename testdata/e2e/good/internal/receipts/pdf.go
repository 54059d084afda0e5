// Package receipts makes PDF receipts for orders.
package receipts

import (
	"bytes"
	"compress/zlib"
	"context"
	"crypto/sha256"
	"fmt"
	"io"

	"github.com/bgvet/bgvet/testdata/e2e/good/internal/orders"
)

// linesPerCheck says how many lines are set between two looks at the context.
const linesPerCheck = 256

// Render sets a receipt with one line and one guarantee number for each piece.
func Render(ctx context.Context, order orders.Order) ([]byte, error) {
	var page bytes.Buffer
	zw := zlib.NewWriter(&page)
	if err := writeLines(ctx, zw, order); err != nil {
		return nil, err
	}
	if err := zw.Close(); err != nil {
		return nil, err
	}
	return assemble(page.Bytes()), nil
}

func writeLines(ctx context.Context, w io.Writer, order orders.Order) error {
	if _, err := fmt.Fprintf(w, "BT /F1 9 Tf 40 800 Td 11 TL (Order %s) Tj T*\n", order.ID); err != nil {
		return err
	}
	number := sha256.Sum256([]byte(order.ID))
	for piece := range order.Quantity {
		if piece%linesPerCheck == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		number = sha256.Sum256(number[:])
		if _, err := fmt.Fprintf(w, "(%s no. %d, guarantee %x) Tj T*\n", order.SKU, piece+1, number[:8]); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(w, "(Total %d cents) Tj ET\n", order.Total)
	return err
}

// assemble puts a compressed page into a PDF file.
func assemble(page []byte) []byte {
	var pdf bytes.Buffer
	pdf.WriteString("%PDF-1.4\n")
	objects := [...]string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream", len(page), page),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
	}
	var starts [len(objects)]int
	for i, object := range objects {
		starts[i] = pdf.Len()
		fmt.Fprintf(&pdf, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	writeIndex(&pdf, starts[:])
	return pdf.Bytes()
}

// writeIndex ends a PDF file with the list of where its objects start.
func writeIndex(pdf *bytes.Buffer, starts []int) {
	index := pdf.Len()
	fmt.Fprintf(pdf, "xref\n0 %d\n0000000000 65535 f \n", len(starts)+1)
	for _, start := range starts {
		fmt.Fprintf(pdf, "%010d 00000 n \n", start)
	}
	fmt.Fprintf(pdf, "trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(starts)+1, index)
}
