package knowledge

var stdImage = Package{
	Path: "image",
	Calls: []Call{
		{Func: "Decode", Does: Computes | Heavy},
		// a huge or negative rectangle, as a header of a file may claim it, panics
		{Func: "NewAlpha", Does: Panics},
		{Func: "NewAlpha16", Does: Panics},
		{Func: "NewCMYK", Does: Panics},
		{Func: "NewGray", Does: Panics},
		{Func: "NewGray16", Does: Panics},
		{Func: "NewNRGBA", Does: Panics},
		{Func: "NewNRGBA64", Does: Panics},
		{Func: "NewNYCbCrA", Does: Panics},
		{Func: "NewPaletted", Does: Panics},
		{Func: "NewRGBA", Does: Panics},
		{Func: "NewRGBA64", Does: Panics},
		{Func: "NewYCbCr", Does: Panics},
	},
}

var stdImageDraw = Package{
	Path: "image/draw",
	Calls: []Call{
		{Func: "Draw", Does: Computes},
		{Func: "DrawMask", Does: Computes},
		{Func: "Drawer.Draw", Does: Computes},
	},
}

var stdImageGIF = Package{
	Path: "image/gif",
	Calls: []Call{
		{Func: "Decode", Does: Computes | Heavy},
		{Func: "DecodeAll", Does: Computes | Heavy},
		{Func: "Encode", Does: Computes | Heavy},
		{Func: "EncodeAll", Does: Computes | Heavy},
	},
}

var stdImageJPEG = Package{
	Path: "image/jpeg",
	Calls: []Call{
		{Func: "Decode", Does: Computes | Heavy},
		{Func: "Encode", Does: Computes | Heavy},
	},
}

var stdImagePNG = Package{
	Path: "image/png",
	Calls: []Call{
		{Func: "Decode", Does: Computes | Heavy},
		{Func: "Encode", Does: Computes | Heavy},
		{Func: "Encoder.Encode", Does: Computes | Heavy},
	},
}
