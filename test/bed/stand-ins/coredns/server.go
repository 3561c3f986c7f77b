package main

import (
	"fmt"
	"strings"
	"sync"

	"github.com/miekg/dns"
)

// server routes a query: names of the cluster are answered here, all else goes upstream.
type server struct {
	answers *answers
	forward *forwarder
	synced  func() bool
	guard   *loopGuard // nil: the Corefile has no loop plugin
	lock    sync.Mutex
}

func (s *server) ServeDNS(writer dns.ResponseWriter, request *dns.Msg) {
	if len(request.Question) != 1 {
		s.fail(writer, request, dns.RcodeFormatError)
		return
	}
	question := request.Question[0]
	name := strings.ToLower(question.Name)
	if s.guard != nil && question.Qtype == dns.TypeHINFO {
		s.lock.Lock()
		s.guard.observe(name, writer.RemoteAddr().String())
		s.lock.Unlock()
	}
	if dns.IsSubDomain(s.answers.zone, name) {
		if !s.synced() {
			s.fail(writer, request, dns.RcodeServerFailure)
			return
		}
		s.reply(writer, request, s.clusterReply(request, name, question.Qtype))
		return
	}
	if question.Qtype == dns.TypePTR && s.synced() {
		if address := addressOfReverse(name); address != "" {
			if records := s.answers.reverse(address, question.Name); len(records) > 0 {
				reply := authoritative(request)
				reply.Answer = records
				s.reply(writer, request, reply)
				return
			}
		}
	}
	transport := writer.RemoteAddr().Network()
	reply, err := s.forward.ask(request, transport)
	if err != nil {
		fmt.Printf("[ERROR] plugin/errors: 2 %s %s: %v\n", question.Name, dns.TypeToString[question.Qtype], err)
		s.fail(writer, request, dns.RcodeServerFailure)
		return
	}
	reply.Id = request.Id
	_ = writer.WriteMsg(reply)
}

func (s *server) clusterReply(request *dns.Msg, name string, kind uint16) *dns.Msg {
	found := s.answers.lookup(name, kind)
	reply := authoritative(request)
	reply.Answer = found.records
	reply.Extra = found.extra
	if !found.exists {
		reply.Rcode = dns.RcodeNameError
	}
	if len(found.records) == 0 {
		reply.Ns = []dns.RR{s.answers.soa()}
	}
	return reply
}

func authoritative(request *dns.Msg) *dns.Msg {
	reply := new(dns.Msg)
	reply.SetReply(request)
	reply.Authoritative = true
	reply.RecursionAvailable = true
	reply.Compress = true
	return reply
}

// reply sends what fits into the client's datagram and marks the rest as cut off.
func (s *server) reply(writer dns.ResponseWriter, request *dns.Msg, reply *dns.Msg) {
	size := dns.MinMsgSize
	if options := request.IsEdns0(); options != nil {
		size = int(options.UDPSize())
		reply.SetEdns0(options.UDPSize(), options.Do())
	}
	if writer.RemoteAddr().Network() == "udp" {
		for reply.Len() > size && len(reply.Answer) > 0 {
			reply.Truncated = true
			reply.Answer = reply.Answer[:len(reply.Answer)-1]
		}
	}
	_ = writer.WriteMsg(reply)
}

func (s *server) fail(writer dns.ResponseWriter, request *dns.Msg, code int) {
	reply := new(dns.Msg)
	reply.SetRcode(request, code)
	_ = writer.WriteMsg(reply)
}

// addressOfReverse turns 4.3.2.1.in-addr.arpa. into 1.2.3.4; empty for anything else.
func addressOfReverse(name string) string {
	front := strings.TrimSuffix(name, ".in-addr.arpa.")
	labels := strings.Split(front, ".")
	if front == name || len(labels) != 4 {
		return ""
	}
	return labels[3] + "." + labels[2] + "." + labels[1] + "." + labels[0]
}
