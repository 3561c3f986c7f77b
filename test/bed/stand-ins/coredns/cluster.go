package main

import (
	"net"
	"strings"

	v1 "k8s.io/api/core/v1"
	"k8s.io/client-go/tools/cache"
)

const byAddress = "address"

// cluster is what the API server says about services, their endpoints and namespaces, kept current by watches.
type cluster struct {
	services   cache.Indexer
	endpoints  cache.Indexer
	namespaces cache.Indexer
}

var serviceIndexers = cache.Indexers{byAddress: func(object interface{}) ([]string, error) {
	service, ok := object.(*v1.Service)
	if !ok || service.Spec.ClusterIP == "" || service.Spec.ClusterIP == v1.ClusterIPNone {
		return nil, nil
	}
	return []string{service.Spec.ClusterIP}, nil
}}

var endpointIndexers = cache.Indexers{byAddress: func(object interface{}) ([]string, error) {
	endpoints, ok := object.(*v1.Endpoints)
	if !ok {
		return nil, nil
	}
	var addresses []string
	for _, subset := range endpoints.Subsets {
		for _, address := range subset.Addresses {
			addresses = append(addresses, address.IP)
		}
	}
	return addresses, nil
}}

func (c *cluster) service(namespace, name string) *v1.Service {
	object, exists, err := c.services.GetByKey(namespace + "/" + name)
	if err != nil || !exists {
		return nil
	}
	service, _ := object.(*v1.Service)
	return service
}

func (c *cluster) namespace(name string) bool {
	_, exists, err := c.namespaces.GetByKey(name)
	return err == nil && exists
}

// backend is one ready address behind a headless service, with the ports it offers.
type backend struct {
	host  string // the first label of its own name
	ip    net.IP
	ports []v1.EndpointPort
}

func (c *cluster) backends(namespace, name string) []backend {
	object, exists, err := c.endpoints.GetByKey(namespace + "/" + name)
	endpoints, ok := object.(*v1.Endpoints)
	if err != nil || !exists || !ok {
		return nil
	}
	var found []backend
	for _, subset := range endpoints.Subsets {
		for _, address := range subset.Addresses {
			if ip := net.ParseIP(address.IP); ip != nil {
				found = append(found, backend{host: hostLabel(address), ip: ip, ports: subset.Ports})
			}
		}
	}
	return found
}

// namesOf answers a reverse look-up: services by their cluster address, pods by the headless services in front of them.
func (c *cluster) namesOf(ip, zone string) []string {
	services, _ := c.services.ByIndex(byAddress, ip)
	var names []string
	for _, object := range services {
		if service, ok := object.(*v1.Service); ok {
			names = append(names, service.Name+"."+service.Namespace+".svc."+zone)
		}
	}
	if len(names) > 0 {
		return names
	}
	objects, _ := c.endpoints.ByIndex(byAddress, ip)
	for _, object := range objects {
		endpoints, ok := object.(*v1.Endpoints)
		if !ok {
			continue
		}
		for _, subset := range endpoints.Subsets {
			for _, address := range subset.Addresses {
				if address.IP == ip {
					names = append(names, hostLabel(address)+"."+endpoints.Name+"."+endpoints.Namespace+".svc."+zone)
				}
			}
		}
	}
	return names
}

func hostLabel(address v1.EndpointAddress) string {
	if address.Hostname != "" {
		return address.Hostname
	}
	return strings.NewReplacer(".", "-", ":", "-").Replace(address.IP)
}
