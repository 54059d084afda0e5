// Package receipts makes PDF receipts for orders.
package receipts

import (
	"bytes"
	"compress/zlib"
	"context"
	"crypto/sha256"
	"fmt"
	"log/slog"

	"github.com/bgvet/bgvet/testdata/e2e/bad/internal/orders"
)

// Render sets a receipt with one line and one guarantee number for each piece.
func Render(ctx context.Context, order orders.Order, stamp string) ([]byte, error) {
	slog.DebugContext(ctx, "rendering", "order", order.ID)
	var page bytes.Buffer
	zw := zlib.NewWriter(&page)
	fmt.Fprintf(zw, "BT /F1 9 Tf 40 800 Td 11 TL (Order %s %s) Tj T*\n", order.ID, stamp)
	number := sha256.Sum256([]byte(order.ID))
	for piece := range order.Quantity { // want trap:deafcompute
		number = sha256.Sum256(number[:])
		fmt.Fprintf(zw, "(%s no. %d, guarantee %x) Tj T*\n", order.SKU, piece+1, number[:8])
	}
	if _, err := fmt.Fprintf(zw, "(Total %d cents) Tj ET\n", order.Total); err != nil {
		return nil, err
	}
	if err := zw.Close(); err != nil {
		return nil, err
	}
	return assemble(page.Bytes()), nil
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
