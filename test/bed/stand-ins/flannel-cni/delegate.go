package main

import (
	"encoding/json"
	"fmt"
	"io/ioutil"
	"net"
	"os"
	"strconv"
	"strings"
)

// subnetEnv is what flanneld writes for this node.
type subnetEnv struct {
	network *net.IPNet
	subnet  *net.IPNet
	mtu     int
	ipMasq  bool
}

func readSubnetEnv(path string) (*subnetEnv, error) {
	content, err := ioutil.ReadFile(path)
	if os.IsNotExist(err) {
		// Word for word what flannel's plugin says while flanneld has not come up.
		return nil, fmt.Errorf("loadFlannelSubnetEnv failed: open %s: no such file or directory", path)
	}
	if err != nil {
		return nil, err
	}
	env := &subnetEnv{}
	for _, line := range strings.Split(string(content), "\n") {
		key, value, found := strings.Cut(line, "=")
		if !found {
			continue
		}
		switch key {
		case "FLANNEL_NETWORK":
			_, env.network, err = net.ParseCIDR(value)
		case "FLANNEL_SUBNET":
			_, env.subnet, err = net.ParseCIDR(value)
		case "FLANNEL_MTU":
			env.mtu, err = strconv.Atoi(value)
		case "FLANNEL_IPMASQ":
			env.ipMasq = value == "true"
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %v", path, key, err)
		}
	}
	if env.network == nil || env.subnet == nil || env.mtu == 0 {
		return nil, fmt.Errorf("%s is missing FLANNEL_NETWORK, FLANNEL_SUBNET or FLANNEL_MTU", path)
	}
	return env, nil
}

// delegate makes the configuration of the plugin that does the work; what the conflist sets itself stays.
func delegate(config *netConf, env *subnetEnv) (string, []byte, error) {
	conf := map[string]interface{}{}
	for key, value := range config.Delegate {
		conf[key] = value
	}
	for _, key := range []string{"name", "ipam"} {
		if _, present := conf[key]; present {
			return "", nil, fmt.Errorf("'delegate' dictionary must not have '%s' field", key)
		}
	}
	setDefault := func(key string, value interface{}) {
		if _, present := conf[key]; !present {
			conf[key] = value
		}
	}
	setDefault("type", "bridge")
	setDefault("ipMasq", !env.ipMasq)
	setDefault("mtu", env.mtu)
	plugin, ok := conf["type"].(string)
	if !ok {
		return "", nil, fmt.Errorf("'delegate' dictionary, if present, must have (string) 'type' field")
	}
	if plugin == "bridge" {
		setDefault("isGateway", true)
	}
	conf["name"] = config.Name
	if config.CNIVersion != "" {
		conf["cniVersion"] = config.CNIVersion
	}
	if len(config.RuntimeConfig) > 0 {
		conf["runtimeConfig"] = config.RuntimeConfig
	}
	conf["ipam"] = map[string]interface{}{
		"type":   "host-local",
		"ranges": [][]map[string]string{{{"subnet": env.subnet.String()}}},
		"routes": []map[string]string{{"dst": env.network.String()}},
	}
	content, err := json.Marshal(conf)
	return plugin, content, err
}
