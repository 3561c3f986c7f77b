package main

import (
	"context"
	"fmt"
	"strings"

	cri "k8s.io/cri-api/pkg/apis/runtime/v1alpha2"
)

func images(c *client, arguments []string) error {
	flags := newFlags("images")
	var output string
	var quiet, verbose, digests, whole bool
	text(flags, &output, "", "output", "o")
	boolean(flags, &quiet, "quiet", "q")
	boolean(flags, &verbose, "verbose", "v")
	boolean(flags, &digests, "digests")
	boolean(flags, &whole, "no-trunc")
	if err := flags.Parse(expand(arguments, "qv")); err != nil {
		return err
	}
	if flags.NArg() > 0 && (flags.Arg(0) == "ls" || flags.Arg(0) == "list") {
		return images(c, flags.Args()[1:])
	}
	ctx, cancel := c.call()
	defer cancel()
	reply, err := c.image.ListImages(ctx, &cri.ListImagesRequest{
		Filter: &cri.ImageFilter{Image: &cri.ImageSpec{Image: flags.Arg(0)}},
	})
	if err != nil {
		return fmt.Errorf("listing images: %v", err)
	}
	if output != "" {
		content, err := toJSON(reply)
		if err != nil {
			return err
		}
		return document(output, content)
	}
	if quiet {
		for _, image := range reply.Images {
			fmt.Println(image.Id)
		}
		return nil
	}
	if verbose {
		for _, image := range reply.Images {
			fmt.Printf("ID: %s\nRepoTags: %s\nRepoDigests: %s\nSize: %s\n\n", image.Id,
				strings.Join(image.RepoTags, " "), strings.Join(image.RepoDigests, " "), size(image.Size_))
		}
		return nil
	}
	header := []string{"IMAGE", "TAG", "IMAGE ID", "SIZE"}
	if digests {
		header = []string{"IMAGE", "TAG", "DIGEST", "IMAGE ID", "SIZE"}
	}
	var rows [][]string
	for _, image := range reply.Images {
		id, digest := image.Id, "<none>"
		if !whole {
			id = short(id)
		}
		for _, each := range image.RepoDigests {
			digest = each[strings.LastIndex(each, "@")+1:]
		}
		for _, tag := range tagged(image) {
			row := []string{tag[0], tag[1]}
			if digests {
				row = append(row, digest)
			}
			rows = append(rows, append(row, id, size(image.Size_)))
		}
	}
	return table(header, rows)
}

// tagged splits the names of an image into repository and tag.
func tagged(image *cri.Image) [][2]string {
	var found [][2]string
	for _, name := range image.RepoTags {
		at := strings.LastIndex(name, ":")
		if at < 0 {
			found = append(found, [2]string{name, "<none>"})
			continue
		}
		found = append(found, [2]string{name[:at], name[at+1:]})
	}
	if len(found) == 0 {
		repository := "<none>"
		for _, digest := range image.RepoDigests {
			repository, _, _ = strings.Cut(digest, "@")
		}
		found = append(found, [2]string{repository, "<none>"})
	}
	return found
}

func pull(c *client, arguments []string) error {
	flags := newFlags("pull")
	var credentials, auth string
	text(flags, &credentials, "", "creds")
	text(flags, &auth, "", "auth")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	if flags.NArg() != 1 {
		return fmt.Errorf("image name cannot be empty")
	}
	request := &cri.PullImageRequest{Image: &cri.ImageSpec{Image: flags.Arg(0)}}
	if credentials != "" {
		user, password, found := strings.Cut(credentials, ":")
		if !found {
			return fmt.Errorf("credentials must be USERNAME:PASSWORD")
		}
		request.Auth = &cri.AuthConfig{Username: user, Password: password}
	}
	if auth != "" {
		request.Auth = &cri.AuthConfig{Auth: auth}
	}
	reply, err := c.image.PullImage(context.Background(), request)
	if err != nil {
		return fmt.Errorf("pulling image: %v", err)
	}
	fmt.Printf("Image is up to date for %s\n", reply.ImageRef)
	return nil
}

func (c *client) imageStatus(name string, verbose bool) (*cri.ImageStatusResponse, error) {
	ctx, cancel := c.call()
	defer cancel()
	return c.image.ImageStatus(ctx, &cri.ImageStatusRequest{Image: &cri.ImageSpec{Image: name}, Verbose: verbose})
}

func inspectImage(c *client, arguments []string) error {
	flags := newFlags("inspecti")
	var output string
	var quiet bool
	text(flags, &output, "json", "output", "o")
	boolean(flags, &quiet, "quiet", "q")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	names, err := oneOrMore(flags)
	if err != nil {
		return err
	}
	for _, name := range names {
		reply, err := c.imageStatus(name, !quiet)
		if err != nil {
			return fmt.Errorf("image status for %q request: %v", name, err)
		}
		if reply.Image == nil {
			return fmt.Errorf("no such image %q present", name)
		}
		if err := statusDocument(output, reply.Image, reply.Info); err != nil {
			return err
		}
	}
	return nil
}

func removeImages(c *client, arguments []string) error {
	flags := newFlags("rmi")
	var all, prune bool
	boolean(flags, &all, "all", "a")
	boolean(flags, &prune, "prune", "q")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	names := flags.Args()
	if all || prune {
		found, err := c.unusedImages(all)
		if err != nil {
			return err
		}
		names = found
	} else if len(names) == 0 {
		return fmt.Errorf("ID cannot be empty")
	}
	for _, name := range names {
		reply, err := c.imageStatus(name, false)
		if err != nil {
			return fmt.Errorf("image status for %q request: %v", name, err)
		}
		if reply.Image == nil {
			return fmt.Errorf("no such image %s", name)
		}
		ctx, cancel := c.call()
		_, err = c.image.RemoveImage(ctx, &cri.RemoveImageRequest{Image: &cri.ImageSpec{Image: name}})
		cancel()
		if err != nil {
			return fmt.Errorf("error of removing image %q: %v", name, err)
		}
		for _, tag := range append(reply.Image.RepoTags, reply.Image.RepoDigests...) {
			fmt.Printf("Deleted: %s\n", tag)
		}
	}
	return nil
}

// unusedImages lists the images no container was made from; with all, every image.
func (c *client) unusedImages(all bool) ([]string, error) {
	ctx, cancel := c.call()
	defer cancel()
	listed, err := c.image.ListImages(ctx, &cri.ListImagesRequest{})
	if err != nil {
		return nil, fmt.Errorf("listing images: %v", err)
	}
	made, err := c.runtime.ListContainers(ctx, &cri.ListContainersRequest{})
	if err != nil {
		return nil, fmt.Errorf("listing containers: %v", err)
	}
	used := map[string]bool{}
	for _, container := range made.Containers {
		used[container.ImageRef] = true
		used[container.GetImage().GetImage()] = true
	}
	var ids []string
	for _, image := range listed.Images {
		if all || !used[image.Id] {
			ids = append(ids, image.Id)
		}
	}
	return ids, nil
}
