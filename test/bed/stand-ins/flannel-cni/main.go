// A stand-in for the flannel CNI plugin on the test bed: it takes the subnet that flanneld leaves in subnet.env and
// has the bridge plugin with host-local addresses do the work, as flannel's own plugin does.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io/ioutil"
	"os"
	"path/filepath"

	"github.com/containernetworking/cni/pkg/invoke"
	"github.com/containernetworking/cni/pkg/types"
	"github.com/containernetworking/cni/pkg/version"
)

const about = "CNI plugin flannel v0.0.0-bed (stand-in of the test bed)"

// netConf is the part of the plugin's configuration that is read; delegate goes on to the bridge plugin.
type netConf struct {
	types.NetConf
	SubnetFile    string                 `json:"subnetFile"`
	DataDir       string                 `json:"dataDir"`
	Delegate      map[string]interface{} `json:"delegate"`
	RuntimeConfig map[string]interface{} `json:"runtimeConfig"`
}

func main() {
	command := os.Getenv("CNI_COMMAND")
	if command == "" || len(os.Args) > 1 {
		fmt.Fprintln(os.Stderr, about)
		return
	}
	if command == "VERSION" {
		fail(version.PluginSupports("0.1.0", "0.2.0", "0.3.0", "0.3.1", "0.4.0").Encode(os.Stdout))
		return
	}
	input, err := ioutil.ReadAll(os.Stdin)
	fail(err)
	config := netConf{SubnetFile: "/run/flannel/subnet.env", DataDir: "/var/lib/cni/flannel"}
	if err := json.Unmarshal(input, &config); err != nil {
		fail(fmt.Errorf("failed to load netconf: %v", err))
	}
	saved := filepath.Join(config.DataDir, os.Getenv("CNI_CONTAINERID"))
	ctx := context.Background()
	switch command {
	case "ADD":
		fail(add(ctx, &config, saved))
	case "DEL":
		fail(del(ctx, saved))
	case "CHECK":
		plugin, delegated, err := load(saved)
		fail(err)
		fail(invoke.DelegateCheck(ctx, plugin, delegated, nil))
	default:
		fail(fmt.Errorf("unknown CNI_COMMAND: %s", command))
	}
}

func add(ctx context.Context, config *netConf, saved string) error {
	subnet, err := readSubnetEnv(config.SubnetFile)
	if err != nil {
		return err
	}
	plugin, delegated, err := delegate(config, subnet)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(config.DataDir, 0700); err != nil {
		return err
	}
	if err := ioutil.WriteFile(saved, delegated, 0600); err != nil {
		return err
	}
	result, err := invoke.DelegateAdd(ctx, plugin, delegated, nil)
	if err != nil {
		return fmt.Errorf("failed to delegate add: %v", err)
	}
	return types.PrintResult(result, config.CNIVersion)
}

// del may be called more than once, and after an ADD that failed: what is not there is already deleted.
func del(ctx context.Context, saved string) error {
	plugin, delegated, err := load(saved)
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := invoke.DelegateDel(ctx, plugin, delegated, nil); err != nil {
		return fmt.Errorf("failed to delegate del: %v", err)
	}
	return os.Remove(saved)
}

func load(saved string) (string, []byte, error) {
	content, err := ioutil.ReadFile(saved)
	if err != nil {
		return "", nil, err
	}
	var config types.NetConf
	err = json.Unmarshal(content, &config)
	return config.Type, content, err
}

func fail(err error) {
	if err == nil {
		return
	}
	_ = (&types.Error{Code: 100, Msg: "flannel (stand-in): " + err.Error()}).Print()
	os.Exit(1)
}
