// A stand-in for crictl on the test bed: the commands that kubeadm and people use most, over the runtime's own
// interface (CRI v1alpha2), with crictl's flags, configuration file and output.
package main

import (
	"context"
	"flag"
	"fmt"
	"io/ioutil"
	"net"
	"os"
	"strings"
	"time"

	"google.golang.org/grpc"
	cri "k8s.io/cri-api/pkg/apis/runtime/v1alpha2"
	"sigs.k8s.io/yaml"
)

const version = "v1.20.0-bed (stand-in)"

const defaultEndpoint = "unix:///run/containerd/containerd.sock"

// client holds the two services of a runtime; both are usually behind one socket.
type client struct {
	runtime cri.RuntimeServiceClient
	image   cri.ImageServiceClient
	timeout time.Duration
}

type command struct {
	names []string
	usage string
	run   func(c *client, arguments []string) error
}

func commands() []command {
	return []command{
		{[]string{"images", "image", "img"}, "List images", images},
		{[]string{"info"}, "Display information of the container runtime", info},
		{[]string{"inspect"}, "Display the status of one or more containers", inspect},
		{[]string{"inspecti"}, "Return the status of one or more images", inspectImage},
		{[]string{"inspectp"}, "Display the status of one or more pods", inspectPod},
		{[]string{"logs"}, "Fetch the logs of a container", logs},
		{[]string{"pods"}, "List pods", pods},
		{[]string{"ps"}, "List containers", containers},
		{[]string{"pull"}, "Pull an image from a registry", pull},
		{[]string{"rm"}, "Remove one or more containers", removeContainers},
		{[]string{"rmi"}, "Remove one or more images", removeImages},
		{[]string{"rmp"}, "Remove one or more pods", removePods},
		{[]string{"stop"}, "Stop one or more running containers", stopContainers},
		{[]string{"stopp"}, "Stop one or more running pods", stopPods},
		{[]string{"version"}, "Display runtime version information", runtimeVersion},
	}
}

// settings come from flags, else the environment, else /etc/crictl.yaml.
type settings struct {
	Runtime string `json:"runtime-endpoint"`
	Image   string `json:"image-endpoint"`
	Timeout int    `json:"timeout"`
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintf(os.Stderr, "FATA[0000] %v\n", err)
		os.Exit(1)
	}
}

func run(arguments []string) error {
	flags := newFlags("crictl")
	var runtimeEndpoint, imageEndpoint, config, timeout string
	var showVersion, debug bool
	text(flags, &runtimeEndpoint, os.Getenv("CONTAINER_RUNTIME_ENDPOINT"), "runtime-endpoint", "r")
	text(flags, &imageEndpoint, os.Getenv("IMAGE_SERVICE_ENDPOINT"), "image-endpoint", "i")
	text(flags, &config, "/etc/crictl.yaml", "config", "c")
	text(flags, &timeout, "", "timeout", "t")
	boolean(flags, &debug, "debug", "D")
	boolean(flags, &showVersion, "version", "v")
	flags.Usage = func() {
		fmt.Printf("crictl - client for CRI\n\nVERSION:\n   %s\n\nCOMMANDS:\n", version)
		for _, each := range commands() {
			fmt.Printf("   %-12s%s\n", each.names[0], each.usage)
		}
	}
	if err := flags.Parse(arguments); err != nil {
		if err == flag.ErrHelp {
			return nil
		}
		return err
	}
	if showVersion {
		fmt.Printf("crictl version %s\n", version)
		return nil
	}
	if flags.NArg() == 0 {
		flags.Usage()
		return nil
	}
	for _, each := range commands() {
		for _, name := range each.names {
			if name != flags.Arg(0) {
				continue
			}
			set, err := readSettings(config, runtimeEndpoint, imageEndpoint, timeout)
			if err != nil {
				return err
			}
			c, err := connect(set)
			if err != nil {
				return err
			}
			return each.run(c, flags.Args()[1:])
		}
	}
	return fmt.Errorf("No help topic for '%s'; this is a stand-in: it has the commands that `crictl --help` lists", flags.Arg(0))
}

func readSettings(path, runtimeEndpoint, imageEndpoint, timeout string) (settings, error) {
	set := settings{Timeout: 10}
	content, err := ioutil.ReadFile(path)
	if err == nil {
		err = yaml.Unmarshal(content, &set)
	} else if os.IsNotExist(err) {
		err = nil
	}
	if err != nil {
		return set, fmt.Errorf("load config file: %v", err)
	}
	if timeout != "" {
		duration, err := time.ParseDuration(timeout)
		if err != nil {
			return set, fmt.Errorf("timeout: %v", err)
		}
		set.Timeout = int(duration.Seconds())
	}
	if runtimeEndpoint != "" {
		set.Runtime = runtimeEndpoint
	}
	if imageEndpoint != "" {
		set.Image = imageEndpoint
	}
	if set.Runtime == "" {
		set.Runtime = defaultEndpoint
	}
	if set.Image == "" {
		set.Image = set.Runtime
	}
	if set.Timeout <= 0 {
		set.Timeout = 10
	}
	return set, nil
}

func connect(set settings) (*client, error) {
	timeout := time.Duration(set.Timeout) * time.Second
	runtimeConnection, err := dial(set.Runtime, timeout)
	if err != nil {
		return nil, err
	}
	imageConnection := runtimeConnection
	if set.Image != set.Runtime {
		if imageConnection, err = dial(set.Image, timeout); err != nil {
			return nil, err
		}
	}
	return &client{cri.NewRuntimeServiceClient(runtimeConnection), cri.NewImageServiceClient(imageConnection), timeout}, nil
}

func dial(endpoint string, timeout time.Duration) (*grpc.ClientConn, error) {
	path := strings.TrimPrefix(endpoint, "unix://")
	if !strings.HasPrefix(path, "/") {
		return nil, fmt.Errorf("connect: endpoint is %q, expected unix:///PATH", endpoint)
	}
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	connection, err := grpc.DialContext(ctx, path, grpc.WithInsecure(), grpc.WithBlock(),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(16<<20)),
		grpc.WithContextDialer(func(ctx context.Context, path string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, "unix", path)
		}))
	if err != nil {
		return nil, fmt.Errorf("connect: connect endpoint '%s', make sure you are running as root and the endpoint has been started: %v", endpoint, err)
	}
	return connection, nil
}

// call bounds a short request; pulling and stopping take as long as they take.
func (c *client) call() (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.Background(), c.timeout)
}
