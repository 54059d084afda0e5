package knowledge

var stdEncodingBinary = Package{
	Path: "encoding/binary",
	Calls: []Call{
		{Func: "Read", Does: Receives},
		{Func: "ReadUvarint", Does: Receives},
		{Func: "ReadVarint", Does: Receives},
		// a slice that is too short panics; interface and both implementations, as callers use binary.BigEndian
		{Func: "ByteOrder.Uint16", Does: Panics},
		{Func: "ByteOrder.Uint32", Does: Panics},
		{Func: "ByteOrder.Uint64", Does: Panics},
		{Func: "bigEndian.Uint16", Does: Panics},
		{Func: "bigEndian.Uint32", Does: Panics},
		{Func: "bigEndian.Uint64", Does: Panics},
		{Func: "littleEndian.Uint16", Does: Panics},
		{Func: "littleEndian.Uint32", Does: Panics},
		{Func: "littleEndian.Uint64", Does: Panics},
	},
}

var stdEncodingCSV = Package{
	Path: "encoding/csv",
	Calls: []Call{
		{Func: "Reader.Read", Does: Receives},
		{Func: "Reader.ReadAll", Does: Receives},
		{Func: "Reader.FieldPos", Does: Panics},
	},
}

var stdEncodingGob = Package{
	Path: "encoding/gob",
	Calls: []Call{
		{Func: "Decoder.Decode", Does: Receives},
		{Func: "Decoder.DecodeValue", Does: Receives},
		{Func: "Register", Does: Panics},
		{Func: "RegisterName", Does: Panics},
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
