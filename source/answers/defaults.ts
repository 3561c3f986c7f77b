import type { Facts } from '../host/facts.ts'
import { type Message, message } from '../locales/message.ts'
import type { AnswerKey, Answers, Mirror, ProxySettings } from './answers.ts'
import { newestAllowed } from './ceiling.ts'
import { resolveCni } from './cni.ts'
import { isAddress, splitEndpoint } from './formats.ts'
import type { ClusterToJoin } from './join/ask.ts'
import type { Found } from './problem.ts'
import type { GivenAnswers } from './schema.ts'

/** Where an answer came from, and why it is what it is where that is not plain. */
export interface Origin {
	readonly from: 'file' | 'record' | 'host' | 'environment' | 'catalog' | 'default'
	readonly why: readonly Message[]
}

export type Origins = { readonly [Key in AnswerKey]: Origin }

export interface ResolveSources {
	readonly given: GivenAnswers
	readonly facts: Facts
	/** The answers of the last run on this host. */
	readonly record?: Answers | undefined
	/** For HTTP_PROXY, HTTPS_PROXY and NO_PROXY, in either case. */
	readonly environment?: Readonly<Record<string, string | undefined>>
	/** The cluster to join, as it says itself. */
	readonly cluster?: ClusterToJoin | undefined
	/** The endpoint's name is known here without the marked hosts block. */
	readonly endpointIsKnown?: boolean | undefined
}

export interface ResolvedAnswers {
	/** Whole, and of use only when there are no problems. */
	readonly answers: Answers
	readonly origins: Origins
	readonly problems: readonly Found[]
}

interface Defaulted<Value> {
	readonly value: Value
	readonly origin: Origin
}

const plainly = (from: Origin['from'], ...why: Message[]): Origin => ({ from, why })

/** Gives every key its value: the file's, else the Record's, else what the host, the catalog or custom say. */
export function resolveAnswers(sources: ResolveSources): ResolvedAnswers {
	const { given, facts, record, cluster } = sources
	const problems: Found[] = []
	const refuse = (key: string, what: Message) => problems.push({ key, what, exit: 2 })
	const origins: { [Key in AnswerKey]?: Origin } = {}
	const settle = <Key extends AnswerKey>(
		key: Key,
		fromFile: Answers[Key] | undefined,
		standing: () => Defaulted<Answers[Key]>,
	): Answers[Key] => {
		if (fromFile !== undefined) {
			origins[key] = plainly('file')
			return fromFile
		}
		const recorded = record?.[key]
		if (recorded !== undefined) {
			origins[key] = plainly('record')
			return recorded as Answers[Key]
		}
		const { value, origin } = standing()
		origins[key] = origin
		return value
	}
	const usual =
		<Value>(value: Value) =>
		() => ({ value, origin: plainly('default') })

	const role = settle('role', given.role, usual('init'))
	const mirror = settle('mirror', namedMirror(given.mirror, record, refuse), () => mirrorByTimezone(facts))
	const kernel = settle('kernel', given.kernel, usual('stock'))
	const kubernetesVersion = settle('kubernetesVersion', given.kubernetesVersion, () => {
		if (role !== 'init' && cluster !== undefined) {
			return { value: cluster.version, origin: plainly('host', message('answers.why.clusterVersion')) }
		}
		if (role !== 'init') refuse('kubernetesVersion', message('answers.versionToJoin'))
		else if (mirror.name === 'custom') refuse('kubernetesVersion', message('answers.versionOfCustomMirror'))
		const newest = newestAllowed({ facts, mirror, kernel })
		const value = newest.version ?? '1.24.0'
		return {
			value,
			origin: plainly('catalog', message('answers.why.newestAllowed', { version: value }), ...newest.why),
		}
	})
	const cni = settle(
		'cni',
		given.cni === undefined ? undefined : resolveCni(given.cni, { facts, kernel, kubernetesVersion, record, refuse }),
		() => ({
			value: resolveCni({ name: 'flannel' }, { facts, kernel, kubernetesVersion, record, refuse }),
			origin: plainly('default'),
		}),
	)
	const join = settle('join', given.join === undefined ? undefined : joinOf(given.join), usual(undefined))
	if (role !== 'init' && join === undefined) refuse('join', message('answers.joinMissing', { role }))
	if (role === 'init' && given.join !== undefined) refuse('join', message('answers.joinNotWanted'))
	if (role === 'join-control-plane' && join !== undefined && !(join.certificateKey ?? join.certificateKeyFile))
		refuse('join', message('answers.certificateKeyMissing'))
	const nodeAddress = settle('nodeAddress', given.nodeAddress, () => {
		if (facts.defaultAddress === undefined) refuse('nodeAddress', message('answers.noDefaultAddress'))
		const { address = '', interface: device = '' } = facts.defaultAddress ?? {}
		return { value: address, origin: plainly('host', message('answers.why.defaultRoute', { device })) }
	})
	const controlPlaneEndpoint = settle('controlPlaneEndpoint', given.controlPlaneEndpoint, () => ({
		value: cluster?.controlPlaneEndpoint ?? join?.endpoint ?? 'cluster.local:6443',
		origin: plainly('default', message('answers.why.endpoint')),
	}))
	const ofCluster = (subnets: readonly string[] | undefined, usually: string) => (): Defaulted<readonly string[]> =>
		subnets === undefined || subnets.length === 0
			? { value: [usually], origin: plainly('default') }
			: { value: subnets, origin: plainly('host') }

	const answers: Answers = {
		apiVersion: settle('apiVersion', given.apiVersion, usual('k8s-wizard/v1')),
		role,
		hostname: settle('hostname', given.hostname, () => ({ value: facts.hostname, origin: plainly('host') })),
		mirror,
		kernel,
		podSubnet: settle('podSubnet', given.podSubnet, ofCluster(cluster?.podSubnet, '10.244.0.0/16')),
		cni,
		kubernetesVersion,
		serviceSubnet: settle('serviceSubnet', given.serviceSubnet, ofCluster(cluster?.serviceSubnet, '10.96.0.0/12')),
		nodeAddress,
		controlPlaneEndpoint,
		endpointAddress: settle('endpointAddress', given.endpointAddress, () => {
			const where = join === undefined ? nodeAddress : splitEndpoint(join.endpoint).host
			const named = !isAddress(splitEndpoint(controlPlaneEndpoint).host) && !sources.endpointIsKnown
			return named && isAddress(where)
				? { value: where, origin: plainly('host', message('answers.why.endpointAddress')) }
				: { value: 'dns', origin: plainly('host', message('answers.why.endpointDns')) }
		}),
		nodes: settle('nodes', given.nodes, () => {
			const from = join && splitEndpoint(join.endpoint).host
			return { value: from !== undefined && isAddress(from) ? [from] : [], origin: plainly('default') }
		}),
		certSANs: settle('certSANs', given.certSANs, usual([])),
		schedulable: settle('schedulable', given.schedulable, () => ({
			value: cni.name === 'bridge',
			origin: plainly('default', ...(cni.name === 'bridge' ? [message('answers.why.schedulable')] : [])),
		})),
		proxyMode: settle('proxyMode', given.proxyMode, usual('iptables')),
		proxy: settle('proxy', given.proxy, () => proxyFromEnvironment(sources.environment ?? {})),
		osRepos: settle('osRepos', given.osRepos, usual('keep')),
		unknownSystem: settle('unknownSystem', given.unknownSystem, usual('refuse')),
		trustKeys: settle('trustKeys', given.trustKeys, usual([])),
		firewall: settle('firewall', given.firewall, () => firewallByHost(facts)),
		selinux: settle('selinux', given.selinux, () => selinuxByHost(facts)),
		timezone: settle('timezone', given.timezone, usual('keep')),
		tuning: settle('tuning', tuningOf(given, record), usual({ ipv6: 'keep', nrOpen: 'keep' })),
		optional: settle('optional', given.optional, usual([])),
		replaceVersions: settle('replaceVersions', given.replaceVersions, usual(false)),
		removeOldKernels: settle('removeOldKernels', given.removeOldKernels, usual(false)),
		kubeadmExtra: settle('kubeadmExtra', given.kubeadmExtra && withoutUndefined(given.kubeadmExtra), usual({})),
		join,
		ask: settle('ask', given.ask, usual([])),
		reboot: settle('reboot', given.reboot, usual(false)),
	}
	return { answers, origins: origins as Origins, problems }
}

type Refuse = (key: string, what: Message) => void

/** `custom` alone means the map of the last run. */
function namedMirror(given: GivenAnswers['mirror'], record: Answers | undefined, refuse: Refuse): Mirror | undefined {
	if (given !== 'custom') return given
	if (record?.mirror.name === 'custom') return record.mirror
	refuse('mirror', message('answers.customNeedsMap'))
	return { name: 'upstream' }
}

/** China's own zones: upstream's registries are slow or out of reach there. */
const chineseZones = ['Asia/Shanghai', 'Asia/Chongqing', 'Asia/Chungking', 'Asia/Harbin', 'Asia/Urumqi', 'PRC']

function mirrorByTimezone(facts: Facts): Defaulted<Mirror> {
	if (!chineseZones.includes(facts.timezone)) return { value: { name: 'upstream' }, origin: plainly('default') }
	const why = message('answers.why.mirrorByTimezone', { timezone: facts.timezone })
	return { value: { name: 'aliyun' }, origin: plainly('host', why) }
}

function firewallByHost(facts: Facts): Defaulted<Answers['firewall']> {
	if (!facts.firewall.looked) {
		return { value: 'leave', origin: plainly('host', message('answers.why.firewallUnknown')) }
	}
	const firewall = facts.firewall.value
	if (firewall === 'none') return { value: 'leave', origin: plainly('host', message('answers.why.noFirewall')) }
	return { value: 'open-ports', origin: plainly('host', message('answers.why.firewall', { firewall })) }
}

function selinuxByHost(facts: Facts): Defaulted<Answers['selinux']> {
	const enforcing = facts.selinux.looked && facts.selinux.value === 'enforcing'
	if (!enforcing) return { value: 'leave', origin: plainly('host') }
	return { value: 'permissive', origin: plainly('host', message('answers.why.selinux')) }
}

function proxyFromEnvironment(
	environment: Readonly<Record<string, string | undefined>>,
): Defaulted<ProxySettings | undefined> {
	const read = (name: string) => environment[name] || environment[name.toLowerCase()] || undefined
	const [http, https, none] = [read('HTTP_PROXY'), read('HTTPS_PROXY'), read('NO_PROXY')]
	if (http === undefined && https === undefined) return { value: undefined, origin: plainly('default') }
	const noProxy = (none ?? '')
		.split(',')
		.map(item => item.trim())
		.filter(item => item !== '')
	return { value: { http, https, noProxy, credentialsFile: undefined }, origin: plainly('environment') }
}

function tuningOf(given: GivenAnswers, record: Answers | undefined): Answers['tuning'] | undefined {
	if (given.tuning === undefined) return undefined
	return {
		ipv6: given.tuning.ipv6 ?? record?.tuning.ipv6 ?? 'keep',
		nrOpen: given.tuning.nrOpen ?? record?.tuning.nrOpen ?? 'keep',
	}
}

/** The map of a file, each of its keys there. */
export function joinOf(given: NonNullable<GivenAnswers['join']>): NonNullable<Answers['join']> {
	const { endpoint, token, tokenFile, caCertHash, certificateKey, certificateKeyFile } = given
	return { endpoint, token, tokenFile, caCertHash, certificateKey, certificateKeyFile }
}

function withoutUndefined(extra: NonNullable<GivenAnswers['kubeadmExtra']>): Answers['kubeadmExtra'] {
	return Object.fromEntries(Object.entries(extra).filter(([, value]) => value !== undefined))
}
