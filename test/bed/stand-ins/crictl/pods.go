package main

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"sort"
	"strings"

	cri "k8s.io/cri-api/pkg/apis/runtime/v1alpha2"
)

func pods(c *client, arguments []string) error {
	flags := newFlags("pods")
	var id, name, namespace, state, output string
	var quiet, latest, whole, verbose bool
	var labels repeated
	text(flags, &id, "", "id")
	text(flags, &name, "", "name")
	text(flags, &namespace, "", "namespace")
	text(flags, &state, "", "state", "s")
	text(flags, &output, "", "output", "o")
	boolean(flags, &quiet, "quiet", "q")
	boolean(flags, &latest, "latest", "l")
	boolean(flags, &whole, "no-trunc")
	boolean(flags, &verbose, "verbose", "v")
	flags.Var(&labels, "label", "")
	if err := flags.Parse(expand(arguments, "qlv")); err != nil {
		return err
	}
	selector, err := labels.keyValues()
	if err != nil {
		return err
	}
	filter := &cri.PodSandboxFilter{Id: id, LabelSelector: selector}
	switch strings.ToLower(state) {
	case "":
	case "ready":
		filter.State = &cri.PodSandboxStateValue{State: cri.PodSandboxState_SANDBOX_READY}
	case "notready":
		filter.State = &cri.PodSandboxStateValue{State: cri.PodSandboxState_SANDBOX_NOTREADY}
	default:
		return fmt.Errorf("--state should be ready or notready")
	}
	named, err := regexp.Compile(name)
	if err != nil {
		return fmt.Errorf("--name: %v", err)
	}
	inNamespace, err := regexp.Compile(namespace)
	if err != nil {
		return fmt.Errorf("--namespace: %v", err)
	}
	ctx, cancel := c.call()
	defer cancel()
	reply, err := c.runtime.ListPodSandbox(ctx, &cri.ListPodSandboxRequest{Filter: filter})
	if err != nil {
		return fmt.Errorf("listing pod sandboxes: %v", err)
	}
	var found []*cri.PodSandbox
	for _, pod := range reply.Items {
		if named.MatchString(pod.Metadata.Name) && inNamespace.MatchString(pod.Metadata.Namespace) {
			found = append(found, pod)
		}
	}
	sort.Slice(found, func(i, j int) bool { return found[i].CreatedAt > found[j].CreatedAt })
	if latest && len(found) > 1 {
		found = found[:1]
	}
	if output != "" {
		var contents []json.RawMessage
		for _, pod := range found {
			content, err := toJSON(pod)
			if err != nil {
				return err
			}
			contents = append(contents, content)
		}
		return listed(output, "items", contents)
	}
	var rows [][]string
	for _, pod := range found {
		if quiet {
			fmt.Println(pod.Id)
			continue
		}
		shown := pod.Id
		if !whole {
			shown = short(shown)
		}
		condition := "Ready"
		if pod.State != cri.PodSandboxState_SANDBOX_READY {
			condition = "NotReady"
		}
		handler := pod.RuntimeHandler
		if handler == "" {
			handler = "(default)"
		}
		rows = append(rows, []string{
			shown, ago(pod.CreatedAt), condition, pod.Metadata.Name, pod.Metadata.Namespace,
			fmt.Sprint(pod.Metadata.Attempt), handler,
		})
	}
	if quiet {
		return nil
	}
	return table([]string{"POD ID", "CREATED", "STATE", "NAME", "NAMESPACE", "ATTEMPT", "RUNTIME"}, rows)
}

func inspectPod(c *client, arguments []string) error {
	flags := newFlags("inspectp")
	var output string
	var quiet bool
	text(flags, &output, "json", "output", "o")
	boolean(flags, &quiet, "quiet", "q")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	ids, err := oneOrMore(flags)
	if err != nil {
		return err
	}
	for _, id := range ids {
		ctx, cancel := c.call()
		reply, err := c.runtime.PodSandboxStatus(ctx, &cri.PodSandboxStatusRequest{PodSandboxId: id, Verbose: !quiet})
		cancel()
		if err != nil {
			return fmt.Errorf("getting the pod sandbox status for %q: %v", id, err)
		}
		if err := statusDocument(output, reply.Status, reply.Info); err != nil {
			return err
		}
	}
	return nil
}

func stopPods(c *client, arguments []string) error {
	flags := newFlags("stopp")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	ids, err := oneOrMore(flags)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := c.stopPod(id); err != nil {
			return err
		}
	}
	return nil
}

func (c *client) stopPod(id string) error {
	_, err := c.runtime.StopPodSandbox(context.Background(), &cri.StopPodSandboxRequest{PodSandboxId: id})
	if err != nil {
		return fmt.Errorf("stopping the pod sandbox %q: %v", id, err)
	}
	fmt.Printf("Stopped sandbox %s\n", id)
	return nil
}

func removePods(c *client, arguments []string) error {
	flags := newFlags("rmp")
	var force, all bool
	boolean(flags, &force, "force", "f")
	boolean(flags, &all, "all", "a")
	if err := flags.Parse(expand(arguments, "fa")); err != nil {
		return err
	}
	ids := flags.Args()
	if all {
		ctx, cancel := c.call()
		defer cancel()
		reply, err := c.runtime.ListPodSandbox(ctx, &cri.ListPodSandboxRequest{})
		if err != nil {
			return fmt.Errorf("listing pod sandboxes: %v", err)
		}
		ids = nil
		for _, pod := range reply.Items {
			ids = append(ids, pod.Id)
		}
	} else if len(ids) == 0 {
		return fmt.Errorf("ID cannot be empty")
	}
	for _, id := range ids {
		ctx, cancel := c.call()
		reply, err := c.runtime.PodSandboxStatus(ctx, &cri.PodSandboxStatusRequest{PodSandboxId: id})
		cancel()
		if err != nil {
			return fmt.Errorf("getting sandbox status of pod %q: %v", id, err)
		}
		if reply.Status.State == cri.PodSandboxState_SANDBOX_READY {
			if !force {
				return fmt.Errorf("pod sandbox %q is running, please stop it first", id)
			}
			if err := c.stopPod(id); err != nil {
				return err
			}
		}
		if _, err := c.runtime.RemovePodSandbox(context.Background(), &cri.RemovePodSandboxRequest{PodSandboxId: id}); err != nil {
			return fmt.Errorf("removing the pod sandbox %q: %v", id, err)
		}
		fmt.Printf("Removed sandbox %s\n", id)
	}
	return nil
}
