package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
)

func newFlags(name string) *flag.FlagSet {
	flags := flag.NewFlagSet(name, flag.ContinueOnError)
	flags.SetOutput(os.Stderr)
	return flags
}

func text(flags *flag.FlagSet, to *string, value string, names ...string) {
	for _, name := range names {
		flags.StringVar(to, name, value, "")
	}
}

func boolean(flags *flag.FlagSet, to *bool, names ...string) {
	for _, name := range names {
		flags.BoolVar(to, name, false, "")
	}
}

// repeated is a flag that may come more than once.
type repeated []string

func (r *repeated) String() string { return strings.Join(*r, ",") }
func (r *repeated) Set(value string) error {
	*r = append(*r, value)
	return nil
}

// keyValues reads --label KEY=VALUE flags.
func (r *repeated) keyValues() (map[string]string, error) {
	labels := map[string]string{}
	for _, each := range *r {
		key, value, found := strings.Cut(each, "=")
		if !found {
			return nil, fmt.Errorf("incorrectly specified label: %s", each)
		}
		labels[key] = value
	}
	return labels, nil
}

// expand turns the short booleans of one argument, such as -aq, into -a -q, as crictl understands them.
func expand(arguments []string, short string) []string {
	var expanded []string
	for _, each := range arguments {
		if len(each) > 2 && each[0] == '-' && each[1] != '-' && strings.Trim(each[1:], short) == "" {
			for _, letter := range each[1:] {
				expanded = append(expanded, "-"+string(letter))
			}
			continue
		}
		expanded = append(expanded, each)
	}
	return expanded
}

// oneOrMore says as crictl does when the ids are missing.
func oneOrMore(flags *flag.FlagSet) ([]string, error) {
	if flags.NArg() == 0 {
		return nil, fmt.Errorf("ID cannot be empty")
	}
	return flags.Args(), nil
}
