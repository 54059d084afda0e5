package knowledge

var stdMathBig = Package{
	Path: "math/big",
	Calls: []Call{
		{Func: "Int.Exp", Does: Computes},
		{Func: "Int.ProbablyPrime", Does: Computes},
		{Func: "Int.ModSqrt", Does: Computes},
		// a zero divisor, as a peer may send it
		{Func: "Int.Div", Does: Panics},
		{Func: "Int.DivMod", Does: Panics},
		{Func: "Int.Mod", Does: Panics},
		{Func: "Int.Quo", Does: Panics},
		{Func: "Int.QuoRem", Does: Panics},
		{Func: "Int.Rem", Does: Panics},
		{Func: "Rat.Inv", Does: Panics},
		{Func: "Rat.Quo", Does: Panics},
		{Func: "Rat.SetFrac", Does: Panics},
		{Func: "Rat.SetFrac64", Does: Panics},
		{Func: "Int.FillBytes", Does: Panics}, // too small a buffer; a negative number
		{Func: "Int.Sqrt", Does: Panics},      // too small a buffer; a negative number
	},
}

var stdMathBits = Package{
	Path: "math/bits",
	Calls: []Call{
		{Func: "Div", Does: Panics},
		{Func: "Div32", Does: Panics},
		{Func: "Div64", Does: Panics},
		{Func: "Rem", Does: Panics},
		{Func: "Rem32", Does: Panics},
		{Func: "Rem64", Does: Panics},
	},
}

var stdMathRand = Package{
	Path: "math/rand",
	Calls: []Call{
		// n of zero or less, such as the length of an empty list
		{Func: "Int31n", Does: Panics},
		{Func: "Int63n", Does: Panics},
		{Func: "Intn", Does: Panics},
		{Func: "Rand.Int31n", Does: Panics},
		{Func: "Rand.Int63n", Does: Panics},
		{Func: "Rand.Intn", Does: Panics},
		{Func: "Shuffle", Does: Panics},
		{Func: "Rand.Shuffle", Does: Panics},
	},
	Runs: []Run{
		{Func: "Shuffle", Arg: 1, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "Rand.Shuffle", Arg: 1, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
	},
}

var stdMathRandV2 = Package{
	Path: "math/rand/v2",
	Calls: []Call{
		// n of zero or less, such as the length of an empty list
		{Func: "Int32N", Does: Panics},
		{Func: "Int64N", Does: Panics},
		{Func: "IntN", Does: Panics},
		{Func: "N", Does: Panics},
		{Func: "Uint32N", Does: Panics},
		{Func: "Uint64N", Does: Panics},
		{Func: "UintN", Does: Panics},
		{Func: "Shuffle", Does: Panics},
		{Func: "Rand.Int32N", Does: Panics},
		{Func: "Rand.Int64N", Does: Panics},
		{Func: "Rand.IntN", Does: Panics},
		{Func: "Rand.Uint32N", Does: Panics},
		{Func: "Rand.Uint64N", Does: Panics},
		{Func: "Rand.UintN", Does: Panics},
		{Func: "Rand.Shuffle", Does: Panics},
	},
	Runs: []Run{
		{Func: "Shuffle", Arg: 1, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "Rand.Shuffle", Arg: 1, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
	},
}
