import { configMapKey } from '../changes/config-map.ts'
import { kubectl } from '../host/kubectl.ts'
import { message } from '../locales/message.ts'
import {
	confirmed,
	type Finding,
	hint,
	type KnownFailure,
	type ProbeContext,
	proof,
	refuted,
	unknown,
} from './failure.ts'
import { outputOf } from './read-host.ts'

export const adminConfig = '/etc/kubernetes/admin.conf'
const cniFolder = '/etc/cni/net.d'

/** containerd says so once whenever it starts, where a network will come later too. */
const notAtStart = /^(?!.{0,400}failed to load cni during init)/

const cniMissing: KnownFailure = {
	id: 'cni-not-initialized',
	stage: 'network',
	title: message('failure.cniMissing.title'),
	cause: message('failure.cniMissing.cause'),
	advice: message('failure.cniMissing.advice'),
	signatures: [
		'NetworkPluginNotReady',
		'cni plugin not initialized',
		'cni config uninitialized',
		'no network config found',
	].map(text => ({ ...hint(text, notAtStart), goesOn: true })),
	alone: 'likely',
	async probe({ host, planned, isAhead }) {
		// Everybody says so until a later step of the plan brings it.
		if (isAhead('cni') || !(await host.stat('/etc/kubernetes/kubelet.conf'))) return refuted
		const configs = ((await host.list(cniFolder)) ?? []).filter(name => /\.(?:conf|conflist|json)$/.test(name))
		if (configs.length > 0) return refuted
		const lines = [{ source: cniFolder, line: 'no network config' }]
		const changes = planned('cni')
		if (changes.length === 0) return confirmed(lines)
		return confirmed(lines, { risk: 'safe', destructive: false, what: message('failure.cniMissing.fix'), changes })
	},
	check: { what: message('failure.cniMissing.check'), within: 120_000 },
	source: 'containerd go-cni; kubelet',
}

const oldBridge: KnownFailure = {
	id: 'cni-cni0-different-ip',
	stage: 'network',
	title: message('failure.oldBridge.title'),
	cause: message('failure.oldBridge.cause'),
	advice: message('failure.oldBridge.advice'),
	signatures: [
		proof('already has an IP address different from', /\\*"?cni0\\*"? already has an IP address different from/),
	],
	alone: 'likely',
	probe: probeBridge,
	check: { what: message('failure.oldBridge.check'), within: 10_000 },
	source: 'containernetworking/plugins bridge.go',
}

async function probeBridge({ host }: ProbeContext): Promise<Finding> {
	const addresses = outputOf(await host.look(['ip', '-o', '-4', 'addr', 'show', 'dev', 'cni0']))
	const has = /inet (\d[\d.]{6,14}\/\d{1,2})/.exec(addresses ?? '')?.[1]
	if (has === undefined) return refuted
	const should = await bridgeAddress({ host })
	if (should === undefined) return unknown
	if (has === should) return refuted
	return confirmed(
		[
			{ source: 'ip addr show dev cni0', line: has },
			{ source: 'node', line: should },
		],
		{
			risk: 'ask',
			destructive: false,
			what: message('failure.oldBridge.fix', { has, should }),
			changes: [{ kind: 'network-link-absent', name: 'cni0' }],
		},
	)
}

/** The address that cni0 gets for this node's pod range: its first one. */
async function bridgeAddress({ host }: Pick<ProbeContext, 'host'>): Promise<string | undefined> {
	const flannel = /^FLANNEL_SUBNET=(\S{1,40})$/m.exec((await host.readText('/run/flannel/subnet.env')) ?? '')?.[1]
	if (flannel !== undefined) return flannel
	if (!(await host.stat(adminConfig))) return undefined
	const name = (await host.readText('/proc/sys/kernel/hostname'))?.trim() ?? ''
	const argv = kubectl(adminConfig, 'get', 'node', name, '-o', 'jsonpath={.spec.podCIDR}')
	const [, network, last, prefix] =
		/^([\d.]{5,11}\.)(\d{1,3})\/(\d{1,2})$/.exec(outputOf(await host.look(argv)) ?? '') ?? []
	return network === undefined ? undefined : `${network}${Number(last) + 1}/${prefix}`
}

const proxyMap = { namespace: 'kube-system', name: 'kube-proxy', key: 'config.conf', kubeconfig: adminConfig } as const

const conntrack: KnownFailure = {
	id: 'network-kube-proxy-conntrack',
	stage: 'network',
	title: message('failure.conntrack.title'),
	cause: message('failure.conntrack.cause'),
	advice: message('failure.conntrack.advice'),
	signatures: [
		proof('nf_conntrack_max: permission denied'),
		proof('conntrack/parameters/hashsize: permission denied'),
		hint('write sys/module/nf_conntrack', /hashsize: operation not supported/),
	],
	async probe({ host, facts }) {
		if (facts.mayWriteConntrack) return refuted
		if (!(await host.stat(adminConfig))) return unknown
		const content = await configMapKey(host, proxyMap)
		if (content === undefined) return unknown
		const line = /^[ \t]*maxPerCore:.*$/m.exec(content)?.[0]
		if (line === undefined || /maxPerCore: 0$/.test(line)) return line === undefined ? unknown : refuted
		return confirmed(
			[
				{ source: '/proc/sys/net/netfilter/nf_conntrack_max', line: 'may not be written on this host' },
				{ source: 'ConfigMap kube-proxy', line: line.trim() },
			],
			{
				risk: 'safe',
				destructive: false,
				what: message('failure.conntrack.fix'),
				changes: [{ kind: 'config-map', ...proxyMap, content: content.replace(/^([ \t]*maxPerCore:).*$/m, '$1 0') }],
			},
		)
	},
	check: { what: message('failure.conntrack.check'), within: 10_000 },
	source: 'cmd/kube-proxy/app/conntrack.go',
}

export const network: readonly KnownFailure[] = [cniMissing, oldBridge, conntrack]
