package knowledge

var stdMimeMultipart = Package{
	Path: "mime/multipart",
	Calls: []Call{
		{Func: "Part.Read", Does: Receives},
		{Func: "Reader.NextPart", Does: Receives},
		{Func: "Reader.NextRawPart", Does: Receives},
		{Func: "Reader.ReadForm", Does: Receives},
		{Func: "Part.Close", Does: Closes},
	},
	Scoped: []Scoped{
		{Type: "File", Life: Request, Noun: "uploaded file", Held: "a file descriptor", From: []string{"FileHeader.Open"}},
		{Type: "FileHeader", Life: Request},
		{Type: "Form", Life: Request, Noun: "form", From: []string{"Reader.ReadForm"}, Ends: []string{"Form.RemoveAll"}},
		{Type: "Part", Life: Request, From: []string{"Reader.NextPart", "Reader.NextRawPart"}, Ends: []string{"Part.Close"}},
		{Type: "Reader", Life: Request},
	},
}
