package main

import (
	"encoding/json"
	"fmt"

	cri "k8s.io/cri-api/pkg/apis/runtime/v1alpha2"
)

func info(c *client, arguments []string) error {
	flags := newFlags("info")
	var output string
	var quiet bool
	text(flags, &output, "json", "output", "o")
	boolean(flags, &quiet, "quiet", "q")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	ctx, cancel := c.call()
	defer cancel()
	reply, err := c.runtime.Status(ctx, &cri.StatusRequest{Verbose: !quiet})
	if err != nil {
		return fmt.Errorf("getting status of runtime: %v", err)
	}
	return statusDocument(output, reply.Status, reply.Info)
}

func runtimeVersion(c *client, arguments []string) error {
	flags := newFlags("version")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	ctx, cancel := c.call()
	defer cancel()
	reply, err := c.runtime.Version(ctx, &cri.VersionRequest{Version: "v1alpha2"})
	if err != nil {
		return fmt.Errorf("getting the runtime version: %v", err)
	}
	fmt.Printf("Version:  %s\nRuntimeName:  %s\nRuntimeVersion:  %s\nRuntimeApiVersion:  %s\n",
		reply.Version, reply.RuntimeName, reply.RuntimeVersion, reply.RuntimeApiVersion)
	return nil
}

// listed puts messages into a list under one key, each as the interface names its fields.
func listed(format, key string, contents []json.RawMessage) error {
	if contents == nil {
		contents = []json.RawMessage{}
	}
	return document(format, map[string]interface{}{key: contents})
}
