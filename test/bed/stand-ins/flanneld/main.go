// A stand-in for flanneld on the test bed: it routes to the pods of the other nodes through the nodes' own addresses
// (flannel's host-gw backend) and leaves subnet.env for the CNI plugin. It takes flanneld's arguments and files.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io/ioutil"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/vishvananda/netlink"
	v1 "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/clientcmd"
)

const about = "flanneld v0.0.0-bed (stand-in of the test bed, host-gw)"

type options struct {
	ipMasq, forwardRules, subnetManager bool
	kubeconfig, apiURL                  string
	netConfig, subnetFile               string
	iface, publicIP                     string
}

// netConf is flannel's net-conf.json.
type netConf struct {
	Network string
	Backend struct{ Type string }
}

func main() {
	var o options
	flag.BoolVar(&o.ipMasq, "ip-masq", false, "setup IP masquerade rule for traffic destined outside of overlay network")
	flag.BoolVar(&o.subnetManager, "kube-subnet-mgr", false, "contact the Kubernetes API for subnet assignment")
	flag.BoolVar(&o.forwardRules, "iptables-forward-rules", true, "add default accept rules to FORWARD chain in iptables")
	flag.StringVar(&o.kubeconfig, "kubeconfig-file", "", "kubeconfig file location; default: in-cluster")
	flag.StringVar(&o.apiURL, "kube-api-url", "", "Kubernetes API server URL")
	flag.StringVar(&o.netConfig, "net-config-path", "/etc/kube-flannel/net-conf.json", "path to the network configuration file")
	flag.StringVar(&o.subnetFile, "subnet-file", "/run/flannel/subnet.env", "filename where env variables are written to")
	flag.StringVar(&o.iface, "iface", "", "interface to use (IP or name) for inter-host communication")
	flag.StringVar(&o.publicIP, "public-ip", "", "IP accessible by other nodes for inter-host communication")
	showVersion := flag.Bool("version", false, "print version and exit")
	flag.Parse()
	if *showVersion {
		fmt.Println(about)
		return
	}
	fmt.Println(about)
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	if err := run(ctx, o); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, o options) error {
	if !o.subnetManager {
		return fmt.Errorf("the stand-in needs --kube-subnet-mgr: it has no etcd backend")
	}
	network, err := readNetConf(o.netConfig)
	if err != nil {
		return err
	}
	config, err := clientcmd.BuildConfigFromFlags(o.apiURL, o.kubeconfig)
	if err != nil {
		return fmt.Errorf("unable to initialize inclusterconfig: %v", err)
	}
	clientset, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	own, err := ownNode(ctx, clientset)
	if err != nil {
		return fmt.Errorf("error retrieving the node: %v", err)
	}
	subnet, err := podSubnet(own)
	if err != nil {
		return err
	}
	link, address, err := externalInterface(o, own)
	if err != nil {
		return err
	}
	fmt.Printf("using interface %s with address %s\n", link.Attrs().Name, address)

	rules := masqueradeRules(network, subnet, o.ipMasq, o.forwardRules)
	if err := rules.apply(true); err != nil {
		return err
	}
	router := &router{link: link.Attrs().Index, own: own.Name}
	factory := informers.NewSharedInformerFactory(clientset, 5*time.Minute)
	informer := factory.Core().V1().Nodes().Informer()
	reconcile := func() {
		if !informer.HasSynced() {
			return
		}
		if err := router.reconcile(informer.GetStore().List()); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
	}
	informer.AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc:    func(interface{}) { reconcile() },
		UpdateFunc: func(interface{}, interface{}) { reconcile() },
		DeleteFunc: func(interface{}) { reconcile() },
	})
	factory.Start(ctx.Done())
	if !cache.WaitForCacheSync(ctx.Done(), informer.HasSynced) {
		return fmt.Errorf("the watch on nodes did not come up")
	}
	// Before the subnet file, because it is the CNI plugin's sign that pods may come.
	reconcile()
	if err := writeSubnetFile(o.subnetFile, network, subnet, link.Attrs().MTU, o.ipMasq); err != nil {
		return fmt.Errorf("failed to write subnet file: %v", err)
	}
	fmt.Printf("wrote subnet file to %s\n", o.subnetFile)

	// Routes and rules that someone else takes away come back.
	tick := time.NewTicker(5 * time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
			reconcile()
			if err := rules.apply(false); err != nil {
				fmt.Fprintln(os.Stderr, err)
			}
		}
	}
}

func readNetConf(path string) (*net.IPNet, error) {
	content, err := ioutil.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("failed to read net conf: %v", err)
	}
	var conf netConf
	if err := json.Unmarshal(content, &conf); err != nil {
		return nil, fmt.Errorf("error parsing subnet config: %v", err)
	}
	switch conf.Backend.Type {
	case "host-gw":
	case "vxlan":
		fmt.Println("WARNING: the configuration asks for vxlan; this stand-in routes as host-gw does, without a tunnel")
	default:
		return nil, fmt.Errorf("the stand-in does not know the backend %q", conf.Backend.Type)
	}
	_, network, err := net.ParseCIDR(conf.Network)
	if err != nil {
		return nil, fmt.Errorf("error parsing subnet config: %v", err)
	}
	return network, nil
}

// ownNode is found as flanneld does: by NODE_NAME, else through its own pod.
func ownNode(ctx context.Context, clientset kubernetes.Interface) (*v1.Node, error) {
	name := os.Getenv("NODE_NAME")
	if name == "" {
		pod, namespace := os.Getenv("POD_NAME"), os.Getenv("POD_NAMESPACE")
		if pod == "" || namespace == "" {
			return nil, fmt.Errorf("env variables POD_NAME and POD_NAMESPACE must be set")
		}
		found, err := clientset.CoreV1().Pods(namespace).Get(ctx, pod, meta.GetOptions{})
		if err != nil {
			return nil, err
		}
		name = found.Spec.NodeName
	}
	return clientset.CoreV1().Nodes().Get(ctx, name, meta.GetOptions{})
}

func podSubnet(node *v1.Node) (*net.IPNet, error) {
	if node.Spec.PodCIDR == "" {
		return nil, fmt.Errorf("failed to acquire lease: node %q pod cidr not assigned", node.Name)
	}
	_, subnet, err := net.ParseCIDR(node.Spec.PodCIDR)
	return subnet, err
}

func internalIP(node *v1.Node) net.IP {
	for _, address := range node.Status.Addresses {
		if address.Type == v1.NodeInternalIP {
			if ip := net.ParseIP(address.Address).To4(); ip != nil {
				return ip
			}
		}
	}
	return nil
}

// externalInterface is the one that is named, else the one that carries the node's address.
func externalInterface(o options, node *v1.Node) (netlink.Link, net.IP, error) {
	wanted := net.ParseIP(o.iface)
	if wanted == nil && o.publicIP != "" {
		wanted = net.ParseIP(o.publicIP)
	}
	if wanted == nil && o.iface == "" {
		wanted = internalIP(node)
	}
	links, err := netlink.LinkList()
	if err != nil {
		return nil, nil, err
	}
	for _, link := range links {
		addresses, err := netlink.AddrList(link, netlink.FAMILY_V4)
		if err != nil {
			continue
		}
		for _, address := range addresses {
			if address.IP.Equal(wanted) || (wanted == nil && link.Attrs().Name == o.iface) {
				return link, address.IP, nil
			}
		}
	}
	return nil, nil, fmt.Errorf("failed to find an interface for %s", strings.TrimSpace(fmt.Sprint(o.iface, " ", wanted)))
}

func writeSubnetFile(path string, network, subnet *net.IPNet, mtu int, ipMasq bool) error {
	if err := os.MkdirAll(filepath.Dir(path), 0755); err != nil {
		return err
	}
	first := append(net.IP{}, subnet.IP.To4()...)
	first[3]++
	size, _ := subnet.Mask.Size()
	content := fmt.Sprintf("FLANNEL_NETWORK=%s\nFLANNEL_SUBNET=%s/%d\nFLANNEL_MTU=%d\nFLANNEL_IPMASQ=%t\n",
		network, first, size, mtu, ipMasq)
	fresh := path + ".new"
	if err := ioutil.WriteFile(fresh, []byte(content), 0644); err != nil {
		return err
	}
	return os.Rename(fresh, path)
}
