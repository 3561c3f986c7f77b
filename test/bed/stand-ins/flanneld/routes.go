package main

import (
	"fmt"
	"net"
	"sync"

	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"
	v1 "k8s.io/api/core/v1"
)

// routeMark is the protocol number in the kernel's table by which own routes are known again after a restart.
const routeMark = 0x4b

type router struct {
	link int
	own  string
	lock sync.Mutex
}

// reconcile makes the kernel's routes to other nodes' pods equal to what the nodes say.
func (r *router) reconcile(nodes []interface{}) error {
	r.lock.Lock()
	defer r.lock.Unlock()
	wanted := map[string]net.IP{}
	for _, object := range nodes {
		node, ok := object.(*v1.Node)
		if !ok || node.Name == r.own {
			continue
		}
		subnet, err := podSubnet(node)
		gateway := internalIP(node)
		if err == nil && gateway != nil {
			wanted[subnet.String()] = gateway
		}
	}
	present, err := netlink.RouteListFiltered(netlink.FAMILY_V4, &netlink.Route{
		Table: unix.RT_TABLE_MAIN, Protocol: routeMark,
	}, netlink.RT_FILTER_TABLE|netlink.RT_FILTER_PROTOCOL)
	if err != nil {
		return err
	}
	for i := range present {
		route := present[i]
		if route.Dst == nil {
			continue
		}
		gateway, known := wanted[route.Dst.String()]
		if known && gateway.Equal(route.Gw) && route.LinkIndex == r.link {
			delete(wanted, route.Dst.String())
			continue
		}
		if err := netlink.RouteDel(&route); err != nil {
			return fmt.Errorf("failed to delete the route to %s: %v", route.Dst, err)
		}
		fmt.Printf("deleted the route to %s via %s\n", route.Dst, route.Gw)
	}
	for subnet, gateway := range wanted {
		_, destination, err := net.ParseCIDR(subnet)
		if err != nil {
			return err
		}
		route := &netlink.Route{Dst: destination, Gw: gateway, LinkIndex: r.link, Protocol: routeMark}
		if err := netlink.RouteReplace(route); err != nil {
			return fmt.Errorf("failed to add the route to %s via %s: %v", subnet, gateway, err)
		}
		fmt.Printf("added the route to %s via %s\n", subnet, gateway)
	}
	return nil
}
