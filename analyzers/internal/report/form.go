package report

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Form says what is wrong with the form of a message, if anything. A message is
// one line that says what happens and, behind a semicolon or colon, the way out:
//
//	a failed fetch ends this worker for good; log it and continue (Run -> fetch)
//
// It does not start with a capital letter and does not end with a full stop, as
// it is printed behind a position.
func Form(message string) error {
	first, _ := utf8.DecodeRuneInString(message)
	text := strings.TrimSpace(withoutChain(message))
	switch {
	case text == "" || message != strings.TrimSpace(message) || strings.Contains(message, "\n"):
		return errors.New("want one line of text")
	case unicode.IsUpper(first):
		return errors.New("starts with a capital letter")
	case strings.HasSuffix(text, ".") || strings.HasSuffix(message, "."):
		return errors.New("ends with a full stop")
	case !hasWayOut(text):
		return errors.New(`want "what happens; the way out" or "what happens: the way out", with two words or more on each side`)
	}
	return nil
}

// Subject writes the name of a symbol so that a message can begin with it.
func Subject(name string) string {
	if first, _ := utf8.DecodeRuneInString(name); unicode.IsUpper(first) {
		return "a call of " + name
	}
	return name
}

// withoutChain cuts a chain of calls from the end of the message.
func withoutChain(message string) string {
	if i := strings.LastIndex(message, " ("); i >= 0 && strings.HasSuffix(message, ")") && strings.Contains(message[i:], " -> ") {
		return message[:i]
	}
	return message
}

func hasWayOut(text string) bool {
	for i := range text {
		if text[i] != ';' && text[i] != ':' {
			continue
		}
		before, after := text[:i], text[i+1:]
		if strings.HasPrefix(after, " ") && len(strings.Fields(before)) > 1 && len(strings.Fields(after)) > 1 {
			return true
		}
	}
	return false
}
