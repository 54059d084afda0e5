// Package complaint40: a recover around the loop keeps the process alive. That
// the loop is over is recoverscope's business.
package complaint40

import (
	"log"
	"net"
	"strings"
)

func serve(ln net.Listener, lines chan string) {
	go func() {
		defer func() {
			if r := recover(); r != nil {
				log.Print(r)
			}
		}()
		for line := range lines {
			log.Print(strings.Split(line, "=")[1])
		}
	}()
}
