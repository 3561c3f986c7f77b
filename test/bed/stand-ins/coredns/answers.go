package main

import (
	"net"
	"strings"

	"github.com/miekg/dns"
	v1 "k8s.io/api/core/v1"
)

// answers makes the records of the cluster domain, as the specification "Kubernetes DNS-Based Service Discovery" has them.
type answers struct {
	cluster *cluster
	zone    string
	pods    bool
	ttl     uint32
	// resolve follows the alias of an ExternalName service out of the cluster; nil leaves it to the client.
	resolve func(name string, kind uint16) []dns.RR
}

// result of a look-up: exists is false for a name that is not there (NXDOMAIN), true without records for NODATA.
type result struct {
	exists  bool
	records []dns.RR
	extra   []dns.RR
}

var nothing = result{}

// lookup answers a name below the zone, in lower case and with the final dot.
func (a *answers) lookup(name string, kind uint16) result {
	if name == a.zone {
		return a.apex(kind)
	}
	labels := dns.SplitDomainName(strings.TrimSuffix(name, "."+a.zone))
	switch last := labels[len(labels)-1]; last {
	case "svc":
		return a.service(name, labels[:len(labels)-1], kind)
	case "pod":
		return a.pod(name, labels[:len(labels)-1], kind)
	case "dns-version":
		if len(labels) != 1 {
			return nothing
		}
		if kind != dns.TypeTXT {
			return result{exists: true}
		}
		return result{exists: true, records: []dns.RR{&dns.TXT{Hdr: a.header(name, dns.TypeTXT), Txt: []string{"1.1.0"}}}}
	}
	return nothing
}

func (a *answers) apex(kind uint16) result {
	switch kind {
	case dns.TypeSOA:
		return result{exists: true, records: []dns.RR{a.soa()}}
	case dns.TypeNS:
		return result{exists: true, records: []dns.RR{&dns.NS{Hdr: a.header(a.zone, dns.TypeNS), Ns: "ns.dns." + a.zone}}}
	}
	return result{exists: true}
}

func (a *answers) pod(name string, labels []string, kind uint16) result {
	if !a.pods {
		return nothing
	}
	switch len(labels) {
	case 0:
		return result{exists: true}
	case 1:
		return result{exists: a.cluster.namespace(labels[0])}
	case 2:
		ip := net.ParseIP(strings.ReplaceAll(labels[0], "-", "."))
		if ip == nil {
			ip = net.ParseIP(strings.ReplaceAll(labels[0], "-", ":"))
		}
		if ip == nil || !a.cluster.namespace(labels[1]) {
			return nothing
		}
		return result{exists: true, records: a.addresses(name, kind, ip)}
	}
	return nothing
}

// service answers [_PORT._PROTOCOL | HOST] SERVICE NAMESPACE, whose labels come without the final svc.
func (a *answers) service(name string, labels []string, kind uint16) result {
	switch len(labels) {
	case 0:
		return result{exists: true}
	case 1:
		return result{exists: a.cluster.namespace(labels[0])}
	}
	namespace, serviceName := labels[len(labels)-1], labels[len(labels)-2]
	service := a.cluster.service(namespace, serviceName)
	if service == nil {
		return nothing
	}
	front := labels[:len(labels)-2]
	if service.Spec.Type == v1.ServiceTypeExternalName {
		if len(front) > 0 {
			return nothing
		}
		return a.alias(name, dns.Fqdn(service.Spec.ExternalName), kind)
	}
	own := serviceName + "." + namespace + ".svc." + a.zone
	targets := a.targets(service, own)
	switch {
	case len(front) == 0:
		if kind == dns.TypeSRV {
			return a.srv(name, targets, func(port) bool { return true })
		}
		// A headless service without a ready endpoint has no name, as with CoreDNS.
		found := result{exists: len(targets) > 0}
		for _, each := range targets {
			found.records = append(found.records, a.addresses(name, kind, each.ip)...)
		}
		return found
	case len(front) == 1 && service.Spec.ClusterIP == v1.ClusterIPNone:
		found := nothing
		for _, each := range targets {
			if each.name == name {
				found.exists = true
				found.records = append(found.records, a.addresses(name, kind, each.ip)...)
			}
		}
		return found
	case len(front) == 2 && strings.HasPrefix(front[0], "_") && strings.HasPrefix(front[1], "_"):
		found := a.srv(name, targets, func(p port) bool { return "_"+p.name == front[0] && "_"+p.protocol == front[1] })
		if kind != dns.TypeSRV {
			return result{exists: found.exists}
		}
		return found
	}
	return nothing
}

type port struct {
	name, protocol string
	number         int32
}

// target is one address that a service's name leads to.
type target struct {
	name  string
	ip    net.IP
	ports []port
}

func (a *answers) targets(service *v1.Service, own string) []target {
	if service.Spec.ClusterIP != v1.ClusterIPNone {
		ip := net.ParseIP(service.Spec.ClusterIP)
		if ip == nil {
			return nil
		}
		only := target{name: own, ip: ip}
		for _, p := range service.Spec.Ports {
			only.ports = append(only.ports, port{p.Name, strings.ToLower(string(p.Protocol)), p.Port})
		}
		return []target{only}
	}
	var found []target
	for _, b := range a.cluster.backends(service.Namespace, service.Name) {
		each := target{name: b.host + "." + own, ip: b.ip}
		for _, p := range b.ports {
			each.ports = append(each.ports, port{p.Name, strings.ToLower(string(p.Protocol)), p.Port})
		}
		found = append(found, each)
	}
	return found
}

func (a *answers) srv(name string, targets []target, wanted func(port) bool) result {
	found := nothing
	for _, each := range targets {
		used := false
		for _, p := range each.ports {
			if wanted(p) {
				used = true
				found.records = append(found.records, &dns.SRV{
					Hdr: a.header(name, dns.TypeSRV), Priority: 0, Weight: 100, Port: uint16(p.number), Target: each.name,
				})
			}
		}
		if used {
			found.exists = true
			found.extra = append(found.extra, a.addresses(each.name, dns.TypeA, each.ip)...)
			found.extra = append(found.extra, a.addresses(each.name, dns.TypeAAAA, each.ip)...)
		}
	}
	return found
}

func (a *answers) alias(name, to string, kind uint16) result {
	found := result{exists: true, records: []dns.RR{&dns.CNAME{Hdr: a.header(name, dns.TypeCNAME), Target: to}}}
	if a.resolve != nil && (kind == dns.TypeA || kind == dns.TypeAAAA) {
		found.records = append(found.records, a.resolve(to, kind)...)
	}
	return found
}

func (a *answers) reverse(address, name string) []dns.RR {
	var records []dns.RR
	for _, each := range a.cluster.namesOf(address, a.zone) {
		records = append(records, &dns.PTR{Hdr: a.header(name, dns.TypePTR), Ptr: each})
	}
	return records
}

func (a *answers) addresses(name string, kind uint16, ip net.IP) []dns.RR {
	four := ip.To4()
	if kind == dns.TypeA && four != nil {
		return []dns.RR{&dns.A{Hdr: a.header(name, dns.TypeA), A: four}}
	}
	if kind == dns.TypeAAAA && four == nil {
		return []dns.RR{&dns.AAAA{Hdr: a.header(name, dns.TypeAAAA), AAAA: ip}}
	}
	return nil
}

// soa goes along with every NODATA and NXDOMAIN, so that resolvers know how long to remember it.
func (a *answers) soa() dns.RR {
	return &dns.SOA{
		Hdr: a.header(a.zone, dns.TypeSOA), Ns: "ns.dns." + a.zone, Mbox: "hostmaster." + a.zone,
		Serial: 1, Refresh: 7200, Retry: 1800, Expire: 86400, Minttl: a.ttl,
	}
}

func (a *answers) header(name string, kind uint16) dns.RR_Header {
	return dns.RR_Header{Name: name, Rrtype: kind, Class: dns.ClassINET, Ttl: a.ttl}
}
