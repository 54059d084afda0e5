package knowledge

var stdCryptoCipher = Package{
	Path: "crypto/cipher",
	Calls: []Call{
		// input that is not a whole number of blocks panics, and it comes from the peer;
		// nonces and IVs are cut to their length by those who use them
		{Func: "Block.Decrypt", Does: Panics},
		{Func: "BlockMode.CryptBlocks", Does: Panics},
	},
}

var stdCryptoDsa = Package{
	Path: "crypto/dsa",
	Calls: []Call{
		{Func: "GenerateParameters", Does: Computes | Heavy},
	},
}

var stdCryptoEd25519 = Package{
	Path: "crypto/ed25519",
	Calls: []Call{
		// a public key of a wrong length panics
		{Func: "Verify", Does: Panics},
		{Func: "VerifyWithOptions", Does: Panics},
	},
}

var stdCryptoPbkdf2 = Package{
	Path: "crypto/pbkdf2",
	Calls: []Call{
		{Func: "Key", Does: Computes | Heavy},
	},
}

var stdCryptoRand = Package{
	Path: "crypto/rand",
	Calls: []Call{
		{Func: "Prime", Does: Computes | Heavy},
	},
}

var stdCryptoRsa = Package{
	Path: "crypto/rsa",
	Calls: []Call{
		{Func: "GenerateKey", Does: Computes | Heavy},
		{Func: "GenerateMultiPrimeKey", Does: Computes | Heavy},
	},
}

var stdCryptoSubtle = Package{
	Path: "crypto/subtle",
	Runs: []Run{
		{Func: "WithDataIndependentTiming", Arg: 0, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
	},
}

var stdCryptoTLS = Package{
	Path: "crypto/tls",
	Calls: []Call{
		{Func: "Dial", Does: Asks, Ctx: "Dialer.DialContext"},
		{Func: "DialWithDialer", Does: Asks, Ctx: "Dialer.DialContext"},
		{Func: "Dialer.Dial", Does: Asks},
		{Func: "Dialer.DialContext", Does: Asks},
		{Func: "Conn.Handshake", Does: Asks, Ctx: "Conn.HandshakeContext"},
		{Func: "Conn.HandshakeContext", Does: Asks},
		{Func: "Conn.CloseWrite", Does: Asks},
		{Func: "Conn.Write", Does: Asks},           // shakes hands first; blocks while the peer does not read
		{Func: "Conn.Read", Does: Receives | Asks}, // shakes hands first
		{Func: "Conn.Close", Does: Closes},
	},
	Scoped: []Scoped{
		{Type: "Conn", Life: Connection, Noun: "connection", Held: "a file descriptor", From: []string{"Dial", "DialWithDialer", "Client", "Server"}, Ends: []string{"Conn.Close"}},
	},
}

var stdCryptoX509 = Package{
	Path: "crypto/x509",
	Calls: []Call{
		{Func: "CreateCertificate", Does: Computes},
	},
}
