package main

import (
	"fmt"
	"net"
	"os/exec"
	"strings"
)

// ruleSet is what flanneld keeps in iptables: two chains of its own, each jumped to from a built-in one.
type ruleSet struct {
	nat    []string // rules of FLANNEL-POSTRTG
	filter []string // rules of FLANNEL-FWD
}

func masqueradeRules(network, subnet *net.IPNet, masquerade, forward bool) ruleSet {
	var rules ruleSet
	if masquerade {
		rules.nat = []string{
			// Pods among each other, and what comes to this node's pods from outside, keep their addresses.
			fmt.Sprintf("-s %s -d %s -j RETURN", network, network),
			fmt.Sprintf("! -s %s -d %s -j RETURN", network, subnet),
			fmt.Sprintf("-s %s ! -d 224.0.0.0/4 -j MASQUERADE --random-fully", network),
			fmt.Sprintf("! -s %s -d %s -j MASQUERADE --random-fully", network, network),
		}
	}
	if forward {
		rules.filter = []string{
			fmt.Sprintf("-s %s -j ACCEPT", network),
			fmt.Sprintf("-d %s -j ACCEPT", network),
		}
	}
	return rules
}

// apply writes the chains (always when fresh, else when rules are missing) and the jumps that are missing.
func (r ruleSet) apply(fresh bool) error {
	if err := applyChain("nat", "POSTROUTING", "FLANNEL-POSTRTG", r.nat, fresh); err != nil {
		return err
	}
	return applyChain("filter", "FORWARD", "FLANNEL-FWD", r.filter, fresh)
}

func applyChain(table, from, chain string, rules []string, fresh bool) error {
	if len(rules) == 0 {
		return nil
	}
	present, err := iptables("-t", table, "-S", chain)
	if fresh || err != nil || strings.Count(present, "\n-A ") != len(rules) {
		lines := []string{"*" + table, ":" + chain + " - [0:0]"}
		for _, rule := range rules {
			lines = append(lines, "-A "+chain+" -m comment --comment \"flanneld masq\" "+rule)
		}
		command := exec.Command("iptables-restore", "--wait", "5", "--noflush")
		command.Stdin = strings.NewReader(strings.Join(append(lines, "COMMIT", ""), "\n"))
		if output, err := command.CombinedOutput(); err != nil {
			return fmt.Errorf("iptables-restore: %v: %s", err, strings.TrimSpace(string(output)))
		}
	}
	if _, err := iptables("-t", table, "-C", from, "-j", chain); err == nil {
		return nil
	}
	_, err = iptables("-t", table, "-A", from, "-j", chain)
	return err
}

func iptables(arguments ...string) (string, error) {
	output, err := exec.Command("iptables", append([]string{"--wait", "5"}, arguments...)...).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("iptables %s: %v: %s", strings.Join(arguments, " "), err, strings.TrimSpace(string(output)))
	}
	return string(output), nil
}
