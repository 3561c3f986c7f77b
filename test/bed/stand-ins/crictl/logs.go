package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	cri "k8s.io/cri-api/pkg/apis/runtime/v1alpha2"
)

func logs(c *client, arguments []string) error {
	flags := newFlags("logs")
	var follow, stamps bool
	var tail int
	boolean(flags, &follow, "follow", "f")
	boolean(flags, &stamps, "timestamps", "t")
	flags.IntVar(&tail, "tail", -1, "")
	if err := flags.Parse(flagsFirst(arguments)); err != nil {
		return err
	}
	ids, err := oneOrMore(flags)
	if err != nil {
		return err
	}
	reply, err := c.containerStatus(ids[0], false)
	if err != nil {
		return err
	}
	path := reply.Status.LogPath
	if path == "" {
		return fmt.Errorf("the container has not set log path")
	}
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("failed to open log file %q: %v", path, err)
	}
	defer file.Close()
	reader := bufio.NewReader(file)
	var lines []string
	for {
		line, err := reader.ReadString('\n')
		if err != nil {
			break
		}
		lines = append(lines, line)
	}
	if tail >= 0 && len(lines) > tail {
		lines = lines[len(lines)-tail:]
	}
	for _, line := range lines {
		show(line, stamps)
	}
	for follow {
		line, err := reader.ReadString('\n')
		if err == nil {
			show(line, stamps)
			continue
		}
		if err != io.EOF {
			return err
		}
		// A line that is not whole yet is read again from its start.
		if _, err := file.Seek(int64(-len(line)-reader.Buffered()), io.SeekCurrent); err != nil {
			return err
		}
		reader.Reset(file)
		if reply, err = c.containerStatus(ids[0], false); err != nil || reply.Status.State != cri.ContainerState_CONTAINER_RUNNING {
			return nil
		}
		time.Sleep(200 * time.Millisecond)
	}
	return nil
}

// flagsFirst lets the flags come after the id, as people write them.
func flagsFirst(arguments []string) []string {
	var flags, rest []string
	for i := 0; i < len(arguments); i++ {
		each := arguments[i]
		if !strings.HasPrefix(each, "-") {
			rest = append(rest, each)
			continue
		}
		flags = append(flags, each)
		if strings.TrimLeft(each, "-") == "tail" && i+1 < len(arguments) {
			i++
			flags = append(flags, arguments[i])
		}
	}
	return append(flags, rest...)
}

// show prints one entry of a CRI log: TIME STREAM TAG TEXT, where the tag P says that the line goes on.
func show(entry string, stamps bool) {
	fields := strings.SplitN(entry, " ", 4)
	if len(fields) != 4 {
		return
	}
	to := os.Stdout
	if fields[1] == "stderr" {
		to = os.Stderr
	}
	content := fields[3]
	if strings.HasPrefix(fields[2], "P") {
		content = strings.TrimSuffix(content, "\n")
	}
	if stamps {
		content = fields[0] + " " + content
	}
	fmt.Fprint(to, content)
}
