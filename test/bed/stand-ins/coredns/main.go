// A stand-in for CoreDNS on the test bed: it answers the names of a cluster and forwards all others.
// It is run by kubeadm's own CoreDNS Deployment, with its arguments, Corefile, service account and probes.
// It is not CoreDNS: no cache, no metrics, no reload, one server block.
package main

import (
	"flag"
	"fmt"
	"io/ioutil"
	"math/rand"
	"net/http"
	"os"
	"os/signal"
	"runtime"
	"syscall"
	"time"

	"github.com/miekg/dns"
	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/cache"
)

const version = "CoreDNS stand-in 1.7.0-bed"

func main() {
	path := flag.String("conf", "Corefile", "Corefile to load")
	showVersion := flag.Bool("version", false, "show version")
	flag.Parse()
	if *showVersion {
		fmt.Println(version)
		return
	}
	if err := serve(*path); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func serve(path string) error {
	rand.Seed(time.Now().UnixNano())
	text, err := ioutil.ReadFile(path)
	if err != nil {
		return err
	}
	config, err := parseCorefile(string(text))
	if err != nil {
		return fmt.Errorf("%s: %v", path, err)
	}
	for _, plugin := range config.ignored {
		fmt.Printf("[WARNING] the stand-in does not know the plugin %s and leaves it out\n", plugin)
	}
	forward, err := newForwarder(config.upstreams)
	if err != nil {
		return err
	}
	known, synced, err := watchCluster()
	if err != nil {
		return err
	}
	handler := &server{forward: forward, synced: synced, answers: &answers{
		cluster: known, zone: config.zone, pods: config.pods == "insecure", ttl: config.ttl,
		resolve: func(name string, kind uint16) []dns.RR {
			query := new(dns.Msg)
			query.SetQuestion(name, kind)
			if reply, err := forward.ask(query, "udp"); err == nil {
				return reply.Answer
			}
			return nil
		},
	}}
	if config.loop {
		handler.guard = newLoopGuard()
		go handler.guard.probe(forward)
	}

	failed := make(chan error, 4)
	for _, transport := range []string{"udp", "tcp"} {
		listener := &dns.Server{Addr: fmt.Sprintf(":%d", config.port), Net: transport, Handler: handler}
		go func() { failed <- listener.ListenAndServe() }()
	}
	go func() { failed <- http.ListenAndServe(":8080", probe(func() bool { return true })) }()
	go func() { failed <- http.ListenAndServe(":8181", probe(synced)) }()
	fmt.Printf(".:%d\n%s\n%s/%s, %s\n", config.port, version, runtime.GOOS, runtime.GOARCH, runtime.Version())

	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM, syscall.SIGINT)
	select {
	case err := <-failed:
		return err
	case <-stop:
		time.Sleep(config.lameduck)
		return nil
	}
}

// probe answers /health or /ready, each on a port of its own.
func probe(ok func() bool) http.Handler {
	return http.HandlerFunc(func(writer http.ResponseWriter, request *http.Request) {
		if request.URL.Path != "/health" && request.URL.Path != "/ready" {
			http.NotFound(writer, request)
			return
		}
		if !ok() {
			http.Error(writer, "kubernetes", http.StatusServiceUnavailable)
			return
		}
		fmt.Fprint(writer, "OK")
	})
}

// watchCluster uses what kubeadm's ClusterRole system:coredns allows: list and watch.
func watchCluster() (*cluster, func() bool, error) {
	config, err := rest.InClusterConfig()
	if err != nil {
		return nil, nil, err
	}
	clientset, err := kubernetes.NewForConfig(config)
	if err != nil {
		return nil, nil, err
	}
	getter := clientset.CoreV1().RESTClient()
	watch := func(resource string, indexers cache.Indexers) (cache.Indexer, cache.Controller) {
		source := cache.NewListWatchFromClient(getter, resource, v1.NamespaceAll, fields.Everything())
		switch resource {
		case "services":
			return cache.NewIndexerInformer(source, &v1.Service{}, 0, cache.ResourceEventHandlerFuncs{}, indexers)
		case "endpoints":
			return cache.NewIndexerInformer(source, &v1.Endpoints{}, 0, cache.ResourceEventHandlerFuncs{}, indexers)
		}
		return cache.NewIndexerInformer(source, &v1.Namespace{}, 0, cache.ResourceEventHandlerFuncs{}, indexers)
	}
	services, servicesRun := watch("services", serviceIndexers)
	endpoints, endpointsRun := watch("endpoints", endpointIndexers)
	namespaces, namespacesRun := watch("namespaces", cache.Indexers{})
	for _, controller := range []cache.Controller{servicesRun, endpointsRun, namespacesRun} {
		go controller.Run(make(chan struct{}))
	}
	synced := func() bool {
		return servicesRun.HasSynced() && endpointsRun.HasSynced() && namespacesRun.HasSynced()
	}
	return &cluster{services: services, endpoints: endpoints, namespaces: namespaces}, synced, nil
}
