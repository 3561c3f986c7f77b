package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/golang/protobuf/jsonpb"
	"github.com/golang/protobuf/proto"
	"sigs.k8s.io/yaml"
)

func table(header []string, rows [][]string) error {
	writer := tabwriter.NewWriter(os.Stdout, 20, 1, 3, ' ', 0)
	for _, row := range append([][]string{header}, rows...) {
		fmt.Fprintln(writer, strings.Join(row, "\t"))
	}
	return writer.Flush()
}

// toJSON writes a message as the runtime interface names its fields: repoTags, not repo_tags.
func toJSON(message proto.Message) (json.RawMessage, error) {
	var buffer bytes.Buffer
	err := (&jsonpb.Marshaler{EmitDefaults: true}).Marshal(&buffer, message)
	return buffer.Bytes(), err
}

// document prints in the format of --output: json or yaml.
func document(format string, value interface{}) error {
	content, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		return err
	}
	switch format {
	case "json":
		fmt.Println(string(content))
	case "yaml":
		converted, err := yaml.JSONToYAML(content)
		if err != nil {
			return err
		}
		fmt.Print(string(converted))
	default:
		return fmt.Errorf("output format %q is not known to the stand-in: json or yaml", format)
	}
	return nil
}

// statusDocument is the form of inspect, inspectp and inspecti: the status, and what the runtime adds in its info.
func statusDocument(format string, status proto.Message, info map[string]string) error {
	content, err := toJSON(status)
	if err != nil {
		return err
	}
	all := map[string]interface{}{"status": content}
	for key, value := range info {
		if json.Valid([]byte(value)) {
			all[key] = json.RawMessage(value)
		} else {
			all[key] = value
		}
	}
	return document(format, all)
}

func short(id string) string {
	id = strings.TrimPrefix(id, "sha256:")
	if len(id) > 13 {
		return id[:13]
	}
	return id
}

func ago(nanoseconds int64) string {
	passed := time.Since(time.Unix(0, nanoseconds))
	for _, unit := range []struct {
		name   string
		length time.Duration
	}{{"day", 24 * time.Hour}, {"hour", time.Hour}, {"minute", time.Minute}, {"second", time.Second}} {
		if count := int(passed / unit.length); count == 1 {
			return fmt.Sprintf("1 %s ago", unit.name)
		} else if count > 1 {
			return fmt.Sprintf("%d %ss ago", count, unit.name)
		}
	}
	return "Less than a second ago"
}

// size is written in powers of ten, as crictl does.
func size(bytes uint64) string {
	value, unit := float64(bytes), 0
	units := []string{"B", "kB", "MB", "GB"}
	for value >= 1000 && unit < len(units)-1 {
		value /= 1000
		unit++
	}
	return fmt.Sprintf("%.3g%s", value, units[unit])
}
