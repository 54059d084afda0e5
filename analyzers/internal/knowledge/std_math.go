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
	Runs: []Run{
		{Func: "Shuffle", Arg: 1, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "Rand.Shuffle", Arg: 1, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
	},
}

var stdMathRandV2 = Package{
	Path: "math/rand/v2",
	Runs: []Run{
		{Func: "Shuffle", Arg: 1, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "Rand.Shuffle", Arg: 1, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
	},
}
