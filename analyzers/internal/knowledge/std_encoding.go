package knowledge

var stdEncodingBinary = Package{
	Path: "encoding/binary",
	Calls: []Call{
		{Func: "Read", Does: Receives},
		{Func: "ReadUvarint", Does: Receives},
		{Func: "ReadVarint", Does: Receives},
	},
}

var stdEncodingCSV = Package{
	Path: "encoding/csv",
	Calls: []Call{
		{Func: "Reader.Read", Does: Receives},
		{Func: "Reader.ReadAll", Does: Receives},
	},
}

var stdEncodingGob = Package{
	Path: "encoding/gob",
	Calls: []Call{
		{Func: "Decoder.Decode", Does: Receives},
		{Func: "Decoder.DecodeValue", Does: Receives},
	},
}

var stdEncodingJSON = Package{
	Path: "encoding/json",
	Calls: []Call{
		{Func: "Decoder.Decode", Does: Receives},
		{Func: "Decoder.Token", Does: Receives},
		{Func: "Decoder.More", Does: Receives},
	},
}

var stdEncodingXML = Package{
	Path: "encoding/xml",
	Calls: []Call{
		{Func: "Decoder.Decode", Does: Receives},
		{Func: "Decoder.DecodeElement", Does: Receives},
		{Func: "Decoder.RawToken", Does: Receives},
		{Func: "Decoder.Skip", Does: Receives},
		{Func: "Decoder.Token", Does: Receives},
	},
}
