// Package systemdhost ties a host to systemd: a unit of Type=notify learns when
// the process is ready and when it stops, and the unit's watchdog is fed as long
// as the host is live.
//
//	h, err := host.New(host.WithLifetime(systemdhost.New(host.NewConsole())))
//
// Everything is driven by the environment that systemd sets. Without
// NOTIFY_SOCKET nothing is sent, so the same program runs in a container or a
// terminal. The parent process is not looked at: that test fails in containers
// and under ProtectProc.
//
// The protocol is a few datagrams, so the package needs no dependency.
package systemdhost
