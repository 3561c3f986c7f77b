package main

import (
	"testing"

	"github.com/miekg/dns"
	v1 "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/tools/cache"
)

// The Corefile that kubeadm 1.20 writes.
const kubeadmCorefile = `.:53 {
    errors
    health {
       lameduck 5s
    }
    ready
    kubernetes cluster.local in-addr.arpa ip6.arpa {
       pods insecure
       fallthrough in-addr.arpa ip6.arpa
       ttl 30
    }
    prometheus :9153
    forward . /etc/resolv.conf {
       max_concurrent 1000
    }
    cache 30
    loop
    reload
    loadbalance
}
`

func TestCorefile(t *testing.T) {
	c, err := parseCorefile(kubeadmCorefile)
	if err != nil {
		t.Fatal(err)
	}
	if c.zone != "cluster.local." || c.ttl != 30 || c.pods != "insecure" || !c.loop || c.lameduck.Seconds() != 5 ||
		c.port != 53 || len(c.upstreams) != 1 || c.upstreams[0] != "/etc/resolv.conf" || len(c.ignored) != 0 {
		t.Errorf("%+v", c)
	}
	for _, bad := range []string{"", ".:53 {\n", ".:53 {\n}\nx:53 {\n}\n", ".:53 {\n kubernetes {\n ttl x\n }\n}\n"} {
		if _, err := parseCorefile(bad); err == nil {
			t.Errorf("accepted %q", bad)
		}
	}
}

func example() *answers {
	key := cache.MetaNamespaceKeyFunc
	c := &cluster{
		services:   cache.NewIndexer(key, serviceIndexers),
		endpoints:  cache.NewIndexer(key, endpointIndexers),
		namespaces: cache.NewIndexer(key, cache.Indexers{}),
	}
	named := func(name string) meta.ObjectMeta { return meta.ObjectMeta{Name: name, Namespace: "default"} }
	_ = c.namespaces.Add(&v1.Namespace{ObjectMeta: meta.ObjectMeta{Name: "default"}})
	_ = c.services.Add(&v1.Service{ObjectMeta: named("kubernetes"), Spec: v1.ServiceSpec{
		ClusterIP: "10.96.0.1", Ports: []v1.ServicePort{{Name: "https", Protocol: v1.ProtocolTCP, Port: 443}},
	}})
	_ = c.services.Add(&v1.Service{ObjectMeta: named("headless"), Spec: v1.ServiceSpec{ClusterIP: v1.ClusterIPNone}})
	_ = c.services.Add(&v1.Service{ObjectMeta: named("empty"), Spec: v1.ServiceSpec{ClusterIP: v1.ClusterIPNone}})
	_ = c.services.Add(&v1.Service{ObjectMeta: named("outside"), Spec: v1.ServiceSpec{
		Type: v1.ServiceTypeExternalName, ExternalName: "example.org",
	}})
	_ = c.endpoints.Add(&v1.Endpoints{ObjectMeta: named("headless"), Subsets: []v1.EndpointSubset{{
		Addresses: []v1.EndpointAddress{{IP: "10.244.0.5"}, {IP: "10.244.1.7", Hostname: "web-1"}},
		Ports:     []v1.EndpointPort{{Name: "web", Protocol: v1.ProtocolTCP, Port: 80}},
	}}})
	return &answers{cluster: c, zone: "cluster.local.", pods: true, ttl: 30}
}

func TestLookup(t *testing.T) {
	a := example()
	for _, c := range []struct {
		name    string
		kind    uint16
		exists  bool
		records int
	}{
		{"kubernetes.default.svc.cluster.local.", dns.TypeA, true, 1},
		{"kubernetes.default.svc.cluster.local.", dns.TypeAAAA, true, 0},
		{"kubernetes.default.svc.cluster.local.", dns.TypeSRV, true, 1},
		{"_https._tcp.kubernetes.default.svc.cluster.local.", dns.TypeSRV, true, 1},
		{"_http._tcp.kubernetes.default.svc.cluster.local.", dns.TypeSRV, false, 0},
		{"missing.default.svc.cluster.local.", dns.TypeA, false, 0},
		{"kubernetes.missing.svc.cluster.local.", dns.TypeA, false, 0},
		{"x.kubernetes.default.svc.cluster.local.", dns.TypeA, false, 0},
		{"headless.default.svc.cluster.local.", dns.TypeA, true, 2},
		{"web-1.headless.default.svc.cluster.local.", dns.TypeA, true, 1},
		{"10-244-0-5.headless.default.svc.cluster.local.", dns.TypeA, true, 1},
		{"_web._tcp.headless.default.svc.cluster.local.", dns.TypeSRV, true, 2},
		{"empty.default.svc.cluster.local.", dns.TypeA, false, 0},
		{"outside.default.svc.cluster.local.", dns.TypeA, true, 1},
		{"10-244-0-5.default.pod.cluster.local.", dns.TypeA, true, 1},
		{"10-244-0-5.missing.pod.cluster.local.", dns.TypeA, false, 0},
		{"not-an-ip.default.pod.cluster.local.", dns.TypeA, false, 0},
		{"default.svc.cluster.local.", dns.TypeA, true, 0},
		{"svc.cluster.local.", dns.TypeA, true, 0},
		{"cluster.local.", dns.TypeSOA, true, 1},
		{"dns-version.cluster.local.", dns.TypeTXT, true, 1},
		{"example.org.default.svc.cluster.local.", dns.TypeA, false, 0},
		{"example.org.svc.cluster.local.", dns.TypeA, false, 0},
		{"example.org.cluster.local.", dns.TypeA, false, 0},
	} {
		found := a.lookup(c.name, c.kind)
		if found.exists != c.exists || len(found.records) != c.records {
			t.Errorf("%s %s: %+v", c.name, dns.TypeToString[c.kind], found)
		}
	}
}

func TestReverse(t *testing.T) {
	a := example()
	for address, name := range map[string]string{
		addressOfReverse("1.0.96.10.in-addr.arpa."):  "kubernetes.default.svc.cluster.local.",
		addressOfReverse("7.1.244.10.in-addr.arpa."): "web-1.headless.default.svc.cluster.local.",
	} {
		records := a.reverse(address, "x.")
		if len(records) != 1 || records[0].(*dns.PTR).Ptr != name {
			t.Errorf("%s: %v", address, records)
		}
	}
	if addressOfReverse("1.in-addr.arpa.") != "" || addressOfReverse("example.org.") != "" {
		t.Error("took a name for an address")
	}
}
