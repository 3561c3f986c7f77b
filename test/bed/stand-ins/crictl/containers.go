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

var stateNames = map[cri.ContainerState]string{
	cri.ContainerState_CONTAINER_CREATED: "Created",
	cri.ContainerState_CONTAINER_RUNNING: "Running",
	cri.ContainerState_CONTAINER_EXITED:  "Exited",
	cri.ContainerState_CONTAINER_UNKNOWN: "Unknown",
}

func containers(c *client, arguments []string) error {
	flags := newFlags("ps")
	var id, name, pod, state, image, output string
	var all, quiet, latest, whole, verbose bool
	var labels repeated
	text(flags, &id, "", "id")
	text(flags, &name, "", "name")
	text(flags, &pod, "", "pod", "p")
	text(flags, &state, "", "state", "s")
	text(flags, &image, "", "image")
	text(flags, &output, "", "output", "o")
	boolean(flags, &all, "all", "a")
	boolean(flags, &quiet, "quiet", "q")
	boolean(flags, &latest, "latest", "l")
	boolean(flags, &whole, "no-trunc")
	boolean(flags, &verbose, "verbose", "v")
	flags.Var(&labels, "label", "")
	if err := flags.Parse(expand(arguments, "aqlv")); err != nil {
		return err
	}
	selector, err := labels.keyValues()
	if err != nil {
		return err
	}
	filter := &cri.ContainerFilter{Id: id, PodSandboxId: pod, LabelSelector: selector}
	if state != "" {
		for each, shown := range stateNames {
			if strings.EqualFold(state, shown) {
				filter.State = &cri.ContainerStateValue{State: each}
			}
		}
		if filter.State == nil {
			return fmt.Errorf("--state should be one of created, running, exited or unknown")
		}
	} else if !all && !latest {
		filter.State = &cri.ContainerStateValue{State: cri.ContainerState_CONTAINER_RUNNING}
	}
	named, err := regexp.Compile(name)
	if err != nil {
		return fmt.Errorf("--name: %v", err)
	}
	ctx, cancel := c.call()
	defer cancel()
	reply, err := c.runtime.ListContainers(ctx, &cri.ListContainersRequest{Filter: filter})
	if err != nil {
		return fmt.Errorf("listing containers: %v", err)
	}
	var found []*cri.Container
	for _, container := range reply.Containers {
		if named.MatchString(container.Metadata.Name) && (image == "" || strings.Contains(container.Image.Image, image)) {
			found = append(found, container)
		}
	}
	sort.Slice(found, func(i, j int) bool { return found[i].CreatedAt > found[j].CreatedAt })
	if latest && len(found) > 1 {
		found = found[:1]
	}
	if output != "" {
		var contents []json.RawMessage
		for _, container := range found {
			content, err := toJSON(container)
			if err != nil {
				return err
			}
			contents = append(contents, content)
		}
		return listed(output, "containers", contents)
	}
	var rows [][]string
	for _, container := range found {
		if quiet {
			fmt.Println(container.Id)
			continue
		}
		row := []string{
			short(container.Id), short(container.Image.Image), ago(container.CreatedAt), stateNames[container.State],
			container.Metadata.Name, fmt.Sprint(container.Metadata.Attempt), short(container.PodSandboxId),
		}
		if whole {
			row[0], row[1], row[6] = container.Id, container.Image.Image, container.PodSandboxId
		}
		rows = append(rows, row)
	}
	if quiet {
		return nil
	}
	return table([]string{"CONTAINER", "IMAGE", "CREATED", "STATE", "NAME", "ATTEMPT", "POD ID"}, rows)
}

func (c *client) containerStatus(id string, verbose bool) (*cri.ContainerStatusResponse, error) {
	ctx, cancel := c.call()
	defer cancel()
	reply, err := c.runtime.ContainerStatus(ctx, &cri.ContainerStatusRequest{ContainerId: id, Verbose: verbose})
	if err != nil {
		return nil, fmt.Errorf("getting the status of the container %q: %v", id, err)
	}
	return reply, nil
}

func inspect(c *client, arguments []string) error {
	flags := newFlags("inspect")
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
		reply, err := c.containerStatus(id, !quiet)
		if err != nil {
			return err
		}
		if err := statusDocument(output, reply.Status, reply.Info); err != nil {
			return err
		}
	}
	return nil
}

func stopContainers(c *client, arguments []string) error {
	flags := newFlags("stop")
	var patience int64
	flags.Int64Var(&patience, "timeout", 0, "")
	flags.Int64Var(&patience, "t", 0, "")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	ids, err := oneOrMore(flags)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := c.stopContainer(id, patience); err != nil {
			return err
		}
		fmt.Println(id)
	}
	return nil
}

func (c *client) stopContainer(id string, patience int64) error {
	_, err := c.runtime.StopContainer(context.Background(), &cri.StopContainerRequest{ContainerId: id, Timeout: patience})
	if err != nil {
		return fmt.Errorf("stopping the container %q: %v", id, err)
	}
	return nil
}

func removeContainers(c *client, arguments []string) error {
	flags := newFlags("rm")
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
		reply, err := c.runtime.ListContainers(ctx, &cri.ListContainersRequest{})
		if err != nil {
			return fmt.Errorf("listing containers: %v", err)
		}
		ids = nil
		for _, container := range reply.Containers {
			ids = append(ids, container.Id)
		}
	} else if len(ids) == 0 {
		return fmt.Errorf("ID cannot be empty")
	}
	for _, id := range ids {
		reply, err := c.containerStatus(id, false)
		if err != nil {
			return err
		}
		if reply.Status.State == cri.ContainerState_CONTAINER_RUNNING {
			if !force {
				return fmt.Errorf("container %q is running, please stop it first", id)
			}
			if err := c.stopContainer(id, 0); err != nil {
				return err
			}
		}
		if _, err := c.runtime.RemoveContainer(context.Background(), &cri.RemoveContainerRequest{ContainerId: id}); err != nil {
			return fmt.Errorf("removing the container %q: %v", id, err)
		}
		fmt.Println(id)
	}
	return nil
}
