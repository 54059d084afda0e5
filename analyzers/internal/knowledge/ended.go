package knowledge

import "go/types"

// Ended says which error a call gives back once what it works on was closed on
// purpose, and which calls close it. Such an error is the normal end.
type Ended struct {
	Path  string   // import path of Funcs and By
	Funcs []string // each returns Err as it is
	By    []string // methods of the same value, or of the value's owner
	Err   string   // the error variable
	Pkg   string   // its import path
}

// Servers that return nil after their Shutdown (grpc, fasthttp, fiber, asynq)
// have no row: there every error is a failure.
var ended = []Ended{
	{Path: "net/http", Funcs: []string{"Server.ListenAndServe", "Server.ListenAndServeTLS", "Server.Serve", "Server.ServeTLS"}, By: []string{"Server.Shutdown", "Server.Close"}, Pkg: "net/http", Err: "ErrServerClosed"},
	{Path: "github.com/labstack/echo/v4", Funcs: []string{"Echo.Start", "Echo.StartTLS", "Echo.StartAutoTLS", "Echo.StartServer", "Echo.StartH2CServer"}, By: []string{"Echo.Shutdown", "Echo.Close"}, Pkg: "net/http", Err: "ErrServerClosed"},
	{Path: "net", Funcs: []string{"Listener.Accept", "TCPListener.Accept", "TCPListener.AcceptTCP", "UnixListener.Accept", "UnixListener.AcceptUnix"}, By: []string{"Listener.Close", "TCPListener.Close", "UnixListener.Close"}, Pkg: "net", Err: "ErrClosed"},
	{Path: "net", Funcs: []string{"PacketConn.ReadFrom", "UDPConn.ReadFrom", "UDPConn.ReadFromUDP", "UDPConn.ReadFromUDPAddrPort", "UDPConn.ReadMsgUDP"}, By: []string{"PacketConn.Close", "conn.Close"}, Pkg: "net", Err: "ErrClosed"},
	{Path: "github.com/IBM/sarama", Funcs: []string{"ConsumerGroup.Consume"}, By: []string{"ConsumerGroup.Close"}, Pkg: "github.com/IBM/sarama", Err: "ErrClosedConsumerGroup"},
	{Path: "github.com/redis/go-redis/v9", Funcs: []string{"PubSub.Receive", "PubSub.ReceiveMessage"}, By: []string{"PubSub.Close"}, Pkg: "github.com/redis/go-redis/v9", Err: "ErrClosed"},
	{Path: "github.com/segmentio/kafka-go", Funcs: []string{"Reader.ReadMessage", "Reader.FetchMessage"}, By: []string{"Reader.Close"}, Pkg: "io", Err: "EOF"},
}

// EndedBy returns the row on a function whose source can be closed, or nil.
func EndedBy(fn *types.Func) *Ended {
	if fn == nil || fn.Pkg() == nil {
		return nil
	}
	symbol := SymbolOf(fn)
	for i := range ended {
		if ended[i].Path != fn.Pkg().Path() {
			continue
		}
		for _, name := range ended[i].Funcs {
			if name == symbol {
				return &ended[i]
			}
		}
	}
	return nil
}

// IsEndedBy reports whether a call of fn closes what the row is about.
func (e *Ended) IsEndedBy(fn *types.Func) bool {
	if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != e.Path {
		return false
	}
	for _, name := range e.By {
		if name == SymbolOf(fn) {
			return true
		}
	}
	return false
}

// Is reports whether v is the error of the row.
func (e *Ended) Is(v *types.Var) bool {
	return v != nil && v.Pkg() != nil && v.Pkg().Path() == e.Pkg && v.Name() == e.Err
}

// Name writes the error as code does: "http.ErrServerClosed".
func (e *Ended) Name() string {
	base := e.Pkg
	for i := len(base) - 1; i >= 0; i-- {
		if base[i] == '/' {
			if base[i+1] == 'v' && i+3 >= len(base) { // a major version
				base = base[:i]
				continue
			}
			base = base[i+1:]
			break
		}
	}
	return base + "." + e.Err
}
