package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// corefile is what the stand-in understands of CoreDNS's configuration. Plugins it does not know are named in ignored.
type corefile struct {
	port      int
	zone      string // cluster domain, with the final dot
	pods      string // disabled or insecure
	ttl       uint32
	upstreams []string // addresses, or the path of a resolv.conf
	loop      bool
	lameduck  time.Duration
	ignored   []string
}

// harmless plugins change speed or logs, never an answer.
var harmless = map[string]bool{
	"errors": true, "health": true, "ready": true, "prometheus": true, "cache": true, "reload": true, "loadbalance": true,
	"log": true, "max_concurrent": true, "fallthrough": true, "prefer_udp": true,
}

// parseCorefile reads the first server block; a second one is refused, because leaving it out would change answers.
func parseCorefile(text string) (*corefile, error) {
	c := &corefile{port: 53, pods: "disabled", ttl: 5}
	depth, blocks := 0, 0
	for number, line := range strings.Split(text, "\n") {
		if at := strings.Index(line, "#"); at >= 0 {
			line = line[:at]
		}
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		if words[0] == "}" {
			depth--
			continue
		}
		opens := words[len(words)-1] == "{"
		if opens {
			words = words[:len(words)-1]
		}
		if depth == 0 {
			blocks++
			if !opens || blocks > 1 {
				return nil, fmt.Errorf("line %d: the stand-in serves one server block", number+1)
			}
			if err := c.label(words); err != nil {
				return nil, fmt.Errorf("line %d: %v", number+1, err)
			}
		} else if err := c.directive(words); err != nil {
			return nil, fmt.Errorf("line %d: %v", number+1, err)
		}
		if opens {
			depth++
		}
	}
	if depth != 0 {
		return nil, fmt.Errorf("unbalanced braces")
	}
	if c.zone == "" {
		return nil, fmt.Errorf("no kubernetes plugin with a cluster domain")
	}
	return c, nil
}

func (c *corefile) label(words []string) error {
	if len(words) != 1 {
		return fmt.Errorf("expected one server label")
	}
	zone, port, found := strings.Cut(words[0], ":")
	if zone != "." {
		return fmt.Errorf("the stand-in serves the zone . alone")
	}
	if !found {
		return nil
	}
	number, err := strconv.Atoi(port)
	c.port = number
	return err
}

func (c *corefile) directive(words []string) error {
	arguments := words[1:]
	switch words[0] {
	case "kubernetes":
		for _, zone := range arguments {
			if !strings.HasSuffix(zone, ".arpa") && c.zone == "" {
				c.zone = strings.ToLower(strings.TrimSuffix(zone, ".")) + "."
			}
		}
	case "pods":
		if len(arguments) != 1 || (arguments[0] != "insecure" && arguments[0] != "disabled") {
			return fmt.Errorf("the stand-in knows pods insecure and pods disabled")
		}
		c.pods = arguments[0]
	case "ttl":
		if len(arguments) != 1 {
			return fmt.Errorf("ttl: expected seconds")
		}
		seconds, err := strconv.ParseUint(arguments[0], 10, 32)
		if err != nil {
			return fmt.Errorf("ttl: %v", err)
		}
		c.ttl = uint32(seconds)
	case "forward":
		if len(arguments) < 2 || arguments[0] != "." {
			return fmt.Errorf("forward: expected . and at least one upstream")
		}
		c.upstreams = arguments[1:]
	case "loop":
		c.loop = true
	case "lameduck":
		if len(arguments) != 1 {
			return fmt.Errorf("lameduck: expected a duration")
		}
		duration, err := time.ParseDuration(arguments[0])
		if err != nil {
			return fmt.Errorf("lameduck: %v", err)
		}
		c.lameduck = duration
	default:
		if !harmless[words[0]] {
			c.ignored = append(c.ignored, words[0])
		}
	}
	return nil
}
