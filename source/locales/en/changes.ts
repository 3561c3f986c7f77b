interface ServiceWords {
	unit: string
	enabled?: boolean
	running?: boolean
	masked?: boolean
}

function serviceWords({ unit, enabled, running, masked }: ServiceWords): string {
	const words = [
		...(masked === undefined ? [] : [masked ? 'masked' : 'not masked']),
		...(enabled === undefined ? [] : [enabled ? 'enabled' : 'disabled']),
		...(running === undefined ? [] : [running ? 'running' : 'stopped']),
	]
	return `service ${unit}${words.length > 0 ? `: ${words.join(', ')}` : ''}`
}

export const changes = {
	'change.absent': ({ path }: { path: string }) => `remove ${path}`,
	'change.block': ({ path, marker }: { path: string; marker: string }) => `block "${marker}" in ${path}`,
	'change.configMap': ({ name, key }: { name: string; key: string }) => `${key} in ConfigMap ${name}`,
	'change.file': ({ path }: { path: string }) => `file ${path}`,
	'change.firewallPods': ({ backend, networks }: { backend: string; networks: string }) =>
		`let pods through ${backend}: ${networks}`,
	'change.firewallPorts': ({ backend, ports }: { backend: string; ports: string }) => `open in ${backend}: ${ports}`,
	'change.hostname': ({ name }: { name: string }) => `hostname ${name}`,
	'change.image': ({ reference }: { reference: string }) => `image ${reference}`,
	'change.image.pulled': ({ reference }: { reference: string }) => `Image pulled: ${reference}`,
	'change.image.otherDigest': ({ reference }: { reference: string }) =>
		`${reference} is another image than the one that is known by this name`,
	'change.kubeadm.phase': ({ phase, words }: { phase: string; words: string }) => `[${phase}] ${words}`,
	'change.kubeadmInit': ({ version }: { version: string }) => `kubeadm init, Kubernetes ${version}`,
	'change.kubeadm.remains': ({ command }: { command: string }) =>
		`This host has remains of a cluster; kubeadm ${command} is not run over them`,
	'change.kubeadm.recover.nothing': ({ command }: { command: string }) =>
		`kubeadm ${command} was cut off before it had made anything; it can run again`,
	'change.kubeadm.recover.partly': ({ command, paths }: { command: string; paths: string }) =>
		`kubeadm ${command} was cut off half-way (there is: ${paths}); the node is reset before it runs again`,
	'change.kubeadm.recover.others': ({ command }: { command: string }) =>
		`kubeadm ${command} was cut off, and remains of another cluster were there before it; only you can tell what may go`,
	'change.kubeadmJoin.worker': ({ version }: { version: string }) => `kubeadm join as a worker, Kubernetes ${version}`,
	'change.kubeadmJoin.controlPlane': ({ version }: { version: string }) =>
		`kubeadm join as a control plane, Kubernetes ${version}`,
	'change.hostNetworkHosts': ({ name, address }: { name: string; address: string }) =>
		`${name} is ${address} for pods on the host’s network, too`,
	'change.joinAnswers': ({ folder }: { folder: string }) => `answers for joining hosts in ${folder}`,
	'change.joinAnswers.until': ({ path, until }: { path: string; until: string }) => `${path}: good until ${until}`,
	'change.leave.node': ({ node }: { node: string }) => `Node ${node} is taken out of the cluster`,
	'change.leave.etcdMember': ({ node }: { node: string }) =>
		`The etcd member ${node} could not be taken out of the cluster; on another control plane, etcdctl member list and member remove do it`,
	'change.kubeconfig': ({ path, user }: { path: string; user: string }) => `kubeconfig of ${user}: ${path}`,
	'change.linesOff': ({ path, count }: { path: string; count: number }) =>
		`${count === 1 ? '1 line' : `${count} lines`} commented out in ${path}`,
	'change.link': ({ path, target }: { path: string; target: string }) => `link ${path} to ${target}`,
	'change.localRtcOff': 'hardware clock in UTC',
	'change.manifest': ({ path }: { path: string }) => `objects of ${path} in the cluster`,
	'change.module': ({ name }: { name: string }) => `kernel module ${name} loaded`,
	'change.movedAside': ({ path, to }: { path: string; to: string }) => `${path} moved aside to ${to}`,
	'change.networkLinkAbsent': ({ name }: { name: string }) => `network link ${name} removed`,
	'change.networkLinkAbsent.irreversible': 'the network plugin makes the link again, with the address of today',
	'change.packages': ({ packages }: { packages: string }) => `packages ${packages}`,
	'change.packages.fetching': ({ name }: { name: string }) => `Fetching ${name}`,
	'change.packages.unpacking': ({ name }: { name: string }) => `Unpacking ${name}`,
	'change.packages.settingUp': ({ name }: { name: string }) => `Setting up ${name}`,
	'change.packages.waiting': ({ lock }: { lock: string }) =>
		`Waiting for another package manager to finish (it holds ${lock})`,
	'change.packages.refused.listed-twice': 'A list of this host names the same repository with another key',
	'change.packages.refused.broken': 'The package manager cannot work out what to do',
	'change.packages.refused.conflict': 'These packages cannot be installed together with what is on this host',
	'change.packages.refused.not-offered': 'A package is not offered any more at the version that was planned',
	'change.packages.refused.signature': 'The signature of a package repository is missing or wrong',
	'change.packages.refused.unreachable': 'A package repository does not answer',
	'change.packages.refused.otherTransaction': 'The package manager would now do something else than was planned',
	'change.defaultKernel': ({ image }: { image: string }) => `the next boot starts ${image}`,
	'change.defaultKernel.notSaved': ({ path }: { path: string }) =>
		`${path} does not say GRUB_DEFAULT=saved, so a default that is set there would not count`,
	'change.defaultKernel.notThere': ({ image }: { image: string }) => `GRUB does not know ${image}`,
	'change.selinuxMode': ({ mode }: { mode: string }) => `SELinux ${mode}`,
	'change.service': serviceWords,
	'change.swapOff': 'swap off',
	'change.sysctl': ({ key, value }: { key: string; value: string }) => `sysctl ${key} = ${value}`,
	'change.timezone': ({ zone }: { zone: string }) => `timezone ${zone}`,
	'change.untaint': ({ node, taint }: { node: string; taint: string }) => `taint ${taint} off node ${node}`,
	'change.kept.defaultKernel': ({ chosen }: { chosen: string }) =>
		`${chosen} was made the default after us; it stays so`,
	'change.kept.edited': ({ path }: { path: string }) => `${path} was edited after us; it stays as it is`,
	'change.kept.hostname': ({ name }: { name: string }) =>
		`the host was renamed to ${name} after us; it keeps that name`,
	'change.kept.module': ({ name, by }: { name: string; by: string }) =>
		`kernel module ${name} stays loaded: it is in use${by === '' ? '' : ` by ${by}`}`,
	'change.kept.mounted': ({ paths }: { paths: string }) => `still mounted, so it stays: ${paths}`,
	'change.kept.movedAside': ({ path, to }: { path: string; to: string }) =>
		`there is a new ${path}, so what was there before stays in ${to}`,
	'change.kept.objects': ({ objects }: { objects: string }) =>
		`the cluster had them before us, so they stay: ${objects}`,
	'change.kept.packages': ({ packages }: { packages: string }) =>
		`needed by others, changed after us, or not offered any more: ${packages}`,
	'change.kept.swap': ({ path }: { path: string }) => `${path} is gone; there is no swap to switch on`,
	'change.kept.sysctl': ({ key, value }: { key: string; value: string }) =>
		`sysctl ${key} was set to ${value} after us; it stays so`,
	'change.kept.timezone': ({ zone }: { zone: string }) => `the timezone was set to ${zone} after us; it stays so`,
	'change.kept.unit': ({ unit }: { unit: string }) => `${unit} was switched after us; it stays as it is`,
} as const
