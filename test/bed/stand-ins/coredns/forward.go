package main

import (
	"fmt"
	"math/rand"
	"net"
	"os"
	"strings"
	"time"

	"github.com/miekg/dns"
)

// forwarder asks the upstream name servers, one after the other from a random one on.
type forwarder struct {
	servers []string // with port
}

// newForwarder takes addresses and paths of resolv.conf files.
func newForwarder(upstreams []string) (*forwarder, error) {
	f := &forwarder{}
	for _, each := range upstreams {
		if strings.HasPrefix(each, "/") {
			config, err := dns.ClientConfigFromFile(each)
			if err != nil {
				return nil, err
			}
			for _, server := range config.Servers {
				f.servers = append(f.servers, net.JoinHostPort(server, config.Port))
			}
			continue
		}
		host, number, err := net.SplitHostPort(each)
		if err != nil {
			host, number = each, "53"
		}
		if net.ParseIP(host) == nil {
			return nil, fmt.Errorf("forward: %s is neither an address nor the path of a resolv.conf", each)
		}
		f.servers = append(f.servers, net.JoinHostPort(host, number))
	}
	return f, nil
}

// ask returns the first reply over the given transport (udp or tcp), or an error when no server replied.
func (f *forwarder) ask(request *dns.Msg, transport string) (*dns.Msg, error) {
	failure := fmt.Errorf("no upstream name server is configured")
	client := &dns.Client{Net: transport, Timeout: 2 * time.Second, UDPSize: dns.MaxMsgSize}
	start := 0
	if len(f.servers) > 1 {
		start = rand.Intn(len(f.servers))
	}
	for i := range f.servers {
		reply, _, err := client.Exchange(request, f.servers[(start+i)%len(f.servers)])
		// A reply cut to the datagram's size is passed on: the client itself comes back over TCP.
		if reply != nil && (err == nil || reply.Truncated) {
			return reply, nil
		}
		if err != nil {
			failure = err
		}
	}
	return nil, failure
}

// loopGuard ends the process, as CoreDNS's loop plugin does, when a query sent upstream at the start comes back to us.
type loopGuard struct {
	name string
	seen int
}

func newLoopGuard() *loopGuard {
	return &loopGuard{name: fmt.Sprintf("%d.%d.", rand.Int63(), rand.Int63())}
}

func (g *loopGuard) observe(name, from string) {
	if name != g.name {
		return
	}
	g.seen++
	if g.seen > 2 {
		fmt.Printf("[FATAL] plugin/loop: Loop (%s -> :53) detected for zone \".\", see https://coredns.io/plugins/loop#troubleshooting. Query: \"HINFO %s\"\n", from, g.name)
		os.Exit(1)
	}
}

func (g *loopGuard) probe(f *forwarder) {
	time.Sleep(500 * time.Millisecond)
	query := new(dns.Msg)
	query.SetQuestion(g.name, dns.TypeHINFO)
	for attempt := 0; attempt < 3; attempt++ {
		if _, err := f.ask(query, "udp"); err == nil {
			return
		}
	}
}
