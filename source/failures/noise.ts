/** What successful runs print too: it proves nothing, and is not among the most telling lines. */
const harmless: readonly RegExp[] = [
	/Unable to update cni config|cni config uninitialized|cni plugin not initialized|NetworkPluginNotReady/,
	/no network config found in \/etc\/cni\/net\.d|failed to load cni during init/,
	/node "[^"]{1,253}" not found|Error getting node/,
	/Failed to (?:get|list|watch) \S|failed to (?:list|watch) \*v1|reflector\.go:\d+\]/,
	/dial tcp \S{1,100}:6443: connect: connection refused/,
	/Failed to get status for pod|Failed to contact API server when waiting for CSINode|Failed to ensure lease exists/,
	/Failed creating a mirror pod|Unable to register node|event_broadcaster|Unable to write event|event\.go:\d+\]/,
	/skipping pod synchronization|PLEG is not healthy: pleg has yet to be successful|container runtime status check may not have completed yet/,
	/failed to get system container stats|Failed to get system container stats|failed to get cgroup stats/i,
	/error checking for stale mirror pods|certificate_manager|Failed while requesting a signed certificate/,
	/loading plugin .{0,200}(?:aufs|btrfs|devmapper|zfs)|skip plugin|path .{1,200} must be a (?:btrfs|zfs) filesystem/i,
	/could not use snapshotter|failed to load plugin .{0,100}(?:aufs|btrfs|devmapper|zfs|opt|tracing)/,
	/unable to (?:get|load) (?:monitor|cgroup) .{0,80}|Could not configure a source for OOM detection/i,
	/oomparser|oom_parser|OOM watcher|nvidia|rapl|machine-id|Failed to read .{0,60}(?:product_uuid|dmi)/i,
	/Ignoring same|Housekeeping took longer|Nameserver limits were exceeded|DNSConfigForming/,
	/level=(?:info|debug)\b|(?:^| )I\d{4} \d\d:\d\d:/,
	/failed to reload cni configuration after receiving fs change event/,
	/no cloud provider provided|actual_state_of_world|Operation cannot be fulfilled on/,
	// A kubelet before init or join is started again and again; Go prints a stack for it.
	/failed to (?:load|read) [Kk]ubelet config file|^(?:k8s\.io|main\.|github\.com|runtime\.|goroutine )/,
	/^\w+\.service: (?:Failed with result|Main process exited|main process exited)/,
	/^Flag --[\w-]+ has been deprecated|\/proc\/self\/oom_score_adj: permission denied|when trying to set owner ref/,
	/failed to sync (?:secret|configmap) cache|nestedpendingoperations/,
	/Failed to set rlimit|Image garbage collection failed once|checkpoint is not found|pod_container_deletor|failed to apply oom score/,
	/Error getting \w+ cgroup path|could not find path for resource/,
	/modprobe: FATAL: Module \w+ not found in directory/,
	/subnet\.env: no such file or directory|loadFlannelSubnetEnv failed/,
	// Of a control plane that is just coming up: its parts find the API server before it knows their rights.
	/requestheader_controller|authentication\.go:\d+\]|Unable to get configmap\/extension-apiserver-authentication/,
	/is forbidden: User "system:|no RBAC policy matched|namespaces? "kube-\w+" not found/,
	/Unable to remove old endpoints|error retrieving resource lock|Could not construct reference to/,
]

/** Lines that say that a run of kubeadm came to its good end. */
const goodEnds = [
	'Your Kubernetes control-plane has initialized successfully!',
	'This node has joined the cluster',
] as const

export function isHarmless(line: string): boolean {
	return harmless.some(pattern => pattern.test(line))
}

/** A warning of kubeadm proves nothing when the same run came to its good end after it. */
export function provesNothing(line: string, text: string, at: number): boolean {
	return line.includes('[WARNING ') && goodEnds.some(words => text.indexOf(words, at) !== -1)
}
