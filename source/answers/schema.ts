import * as v from 'valibot'
import type { Artefact, CustomMirror, Json, JsonMap, Mirror, MirrorKey, ProxySettings, Repository } from './answers.ts'
import {
	hasControlCharacters,
	hasCredentials,
	isAddress,
	isCertificateKey,
	isDnsName,
	isEndpoint,
	isPath,
	isRegistry,
	isToken,
	isWebUrl,
} from './formats.ts'
import { parseNetwork } from './network.ts'

/** Keys of the texts that a rule of this schema fails with; each takes {key, found}. */
export type RuleKey =
	| 'answers.rule.address'
	| 'answers.rule.addressOrDns'
	| 'answers.rule.certificateKey'
	| 'answers.rule.control'
	| 'answers.rule.credentials'
	| 'answers.rule.dnsName'
	| 'answers.rule.empty'
	| 'answers.rule.endpoint'
	| 'answers.rule.fingerprint'
	| 'answers.rule.hash'
	| 'answers.rule.keyPlace'
	| 'answers.rule.locator'
	| 'answers.rule.joinToken'
	| 'answers.rule.network'
	| 'answers.rule.nrOpen'
	| 'answers.rule.path'
	| 'answers.rule.registry'
	| 'answers.rule.repository'
	| 'answers.rule.sha256'
	| 'answers.rule.token'
	| 'answers.rule.twoAtMost'
	| 'answers.rule.version'
	| 'answers.rule.webUrl'

const rule = <Value>(holds: (value: Value) => boolean, key: RuleKey) => v.check<Value, RuleKey>(holds, key)
const text = v.pipe(
	v.string(),
	rule(value => value.trim() !== '', 'answers.rule.empty'),
	rule(value => !hasControlCharacters(value), 'answers.rule.control'),
)
const textThat = (holds: (value: string) => boolean, key: RuleKey) => v.pipe(text, rule(holds, key))

const path = textThat(isPath, 'answers.rule.path')
const anyUrl = textThat(isWebUrl, 'answers.rule.webUrl')
const openUrl = (value: string) => !hasCredentials(value)
const webUrl = v.pipe(anyUrl, rule(openUrl, 'answers.rule.credentials'))
const version = textThat(value => /^\d+\.\d+\.\d+$/.test(value), 'answers.rule.version')
const upper = (value: string) => value.replace(/\s/g, '').toUpperCase()
const fingerprint = v.pipe(
	textThat(value => /^[0-9A-F]{40}$/.test(upper(value)), 'answers.rule.fingerprint'),
	v.transform(upper),
)

/** A map takes one schema, everything else the other: so that what fails is told of the form that was meant. */
const mapOr = <
	Map extends v.BaseSchema<unknown, unknown, v.BaseIssue<unknown>>,
	Other extends v.BaseSchema<unknown, unknown, v.BaseIssue<unknown>>,
>(
	map: Map,
	other: Other,
) =>
	v.lazy((input): Map | Other => (typeof input === 'object' && input !== null && !Array.isArray(input) ? map : other))

/** 'URL' or 'URL SUITE COMPONENT…'. */
const repository = v.pipe(
	textThat(value => {
		const [url = '', ...rest] = value.trim().split(/\s+/)
		return isWebUrl(url) && rest.every(word => /^[A-Za-z0-9._/-]+$/.test(word))
	}, 'answers.rule.repository'),
	rule(openUrl, 'answers.rule.credentials'),
	v.transform((value): Repository => {
		const [url = '', suite, ...components] = value.trim().split(/\s+/)
		return { url, suite, components }
	}),
)

const mirrorKey = v.pipe(
	v.strictObject({ file: v.optional(path), url: v.optional(webUrl), fingerprint: v.optional(fingerprint) }),
	rule(key => (key.file === undefined) !== (key.url === undefined), 'answers.rule.keyPlace'),
	v.transform(
		(key): MirrorKey =>
			key.file === undefined
				? { url: key.url ?? '', fingerprint: key.fingerprint }
				: { file: key.file, fingerprint: key.fingerprint },
	),
)

const artefacts = ['os', 'kubernetes', 'containerd', 'kernel'] as const satisfies readonly Artefact[]

const mirrorMap = v.strictObject({
	os: v.optional(repository),
	kubernetes: repository,
	containerd: v.optional(repository),
	kernel: v.optional(repository),
	registry: textThat(isRegistry, 'answers.rule.registry'),
	plainHttp: v.optional(v.boolean(), false),
	ca: v.optional(path),
	authFile: v.optional(path),
	keys: v.optional(v.array(mirrorKey), []),
	unsigned: v.optional(v.array(v.picklist(artefacts)), []),
})

const cniMap = v.strictObject({
	name: v.picklist(['flannel', 'calico', 'bridge', 'cilium', 'none']),
	version: v.optional(version),
	manifest: v.optional(
		v.pipe(
			textThat(value => isWebUrl(value) || isPath(value), 'answers.rule.locator'),
			rule(openUrl, 'answers.rule.credentials'),
		),
	),
	sha256: v.optional(
		v.pipe(
			textThat(value => /^[0-9a-f]{64}$/i.test(value), 'answers.rule.sha256'),
			v.transform(value => value.toLowerCase()),
		),
	),
})

const proxyMap = v.strictObject({
	http: v.optional(anyUrl),
	https: v.optional(anyUrl),
	noProxy: v.optional(
		v.pipe(
			v.lazy(input => (Array.isArray(input) ? v.array(text) : text)),
			v.transform(value =>
				(typeof value === 'string' ? value.split(',') : value).map(item => item.trim()).filter(item => item !== ''),
			),
		),
		[],
	),
	credentialsFile: v.optional(path),
})

const tuningMap = v.strictObject({
	ipv6: v.optional(v.picklist(['keep', 'disable'])),
	nrOpen: v.optional(
		v.lazy(input =>
			typeof input === 'number'
				? v.pipe(
						v.number(),
						rule(value => Number.isInteger(value) && value >= 1024 && value <= 2147483584, 'answers.rule.nrOpen'),
					)
				: v.picklist(['keep']),
		),
	),
})

const joinMap = v.strictObject({
	endpoint: textThat(isEndpoint, 'answers.rule.endpoint'),
	token: v.optional(textThat(isToken, 'answers.rule.token')),
	tokenFile: v.optional(path),
	caCertHash: textThat(value => /^sha256:[0-9a-f]{64}$/.test(value), 'answers.rule.hash'),
	certificateKey: v.optional(textThat(isCertificateKey, 'answers.rule.certificateKey')),
	certificateKeyFile: v.optional(path),
})

const join = v.pipe(
	joinMap,
	rule(map => (map.token === undefined) !== (map.tokenFile === undefined), 'answers.rule.joinToken'),
	rule(map => map.certificateKey === undefined || map.certificateKeyFile === undefined, 'answers.rule.certificateKey'),
)

const json: v.GenericSchema<Json> = v.lazy(() =>
	v.union([v.string(), v.number(), v.boolean(), v.null(), v.array(json), v.record(v.string(), json)]),
)
const jsonMap: v.GenericSchema<JsonMap> = v.record(v.string(), json)

const kubeadmMap = v.strictObject({
	InitConfiguration: v.optional(jsonMap),
	ClusterConfiguration: v.optional(jsonMap),
	JoinConfiguration: v.optional(jsonMap),
	KubeletConfiguration: v.optional(jsonMap),
	KubeProxyConfiguration: v.optional(jsonMap),
})

const subnets = v.pipe(
	v.lazy(input =>
		Array.isArray(input)
			? v.array(text)
			: v.pipe(
					text,
					v.transform(one => [one]),
				),
	),
	rule(list => list.length >= 1 && list.length <= 2, 'answers.rule.twoAtMost'),
)

/** Every key of an answers file with the form of its value, in the order in which files are written. */
export const answerSchemas = {
	apiVersion: v.picklist(['k8s-wizard/v1']),
	role: v.picklist(['init', 'join-worker', 'join-control-plane']),
	hostname: text,
	mirror: mapOr(
		v.pipe(
			mirrorMap,
			v.transform(
				(map): CustomMirror => ({
					name: 'custom',
					os: map.os,
					kubernetes: map.kubernetes,
					containerd: map.containerd,
					kernel: map.kernel,
					registry: map.registry,
					plainHttp: map.plainHttp,
					ca: map.ca,
					authFile: map.authFile,
					keys: map.keys,
					unsigned: map.unsigned,
				}),
			),
		),
		v.pipe(
			v.picklist(['aliyun', 'upstream', 'custom']),
			v.transform((name): Mirror | 'custom' => (name === 'custom' ? name : { name })),
		),
	),
	kernel: v.picklist(['stock', 'lt', 'ml']),
	podSubnet: subnets,
	cni: mapOr(
		cniMap,
		v.pipe(
			v.picklist(['flannel', 'calico', 'bridge', 'none']),
			v.transform((name): v.InferOutput<typeof cniMap> => ({ name })),
		),
	),
	kubernetesVersion: v.pipe(
		text,
		v.transform(value => value.replace(/^v(?=\d)/, '')),
		rule(value => /^\d+\.\d+\.\d+$/.test(value), 'answers.rule.version'),
	),
	serviceSubnet: subnets,
	nodeAddress: textThat(isAddress, 'answers.rule.address'),
	controlPlaneEndpoint: textThat(isEndpoint, 'answers.rule.endpoint'),
	endpointAddress: textThat(value => value === 'dns' || isAddress(value), 'answers.rule.addressOrDns'),
	nodes: v.array(textThat(value => parseNetwork(value) !== undefined, 'answers.rule.network')),
	certSANs: v.array(textThat(value => isAddress(value) || isDnsName(value), 'answers.rule.dnsName')),
	schedulable: v.boolean(),
	proxyMode: v.picklist(['iptables', 'ipvs', 'nftables']),
	proxy: v.pipe(
		proxyMap,
		v.transform(
			(map): ProxySettings => ({
				http: map.http,
				https: map.https,
				noProxy: map.noProxy,
				credentialsFile: map.credentialsFile,
			}),
		),
	),
	osRepos: v.picklist(['keep', 'mirror']),
	unknownSystem: v.picklist(['refuse', 'go-on']),
	trustKeys: v.array(fingerprint),
	firewall: v.picklist(['open-ports', 'iptables', 'leave']),
	selinux: v.picklist(['permissive', 'disabled', 'leave']),
	timezone: text,
	tuning: tuningMap,
	optional: v.array(v.picklist(['tools', 'unneeded-services'])),
	replaceVersions: v.boolean(),
	removeOldKernels: v.boolean(),
	kubeadmExtra: kubeadmMap,
	join,
	ask: v.array(text),
	reboot: v.boolean(),
} as const

type Schemas = typeof answerSchemas

/** What a file says, key by key, in the shapes of `Answers` where a default is not needed to make them whole. */
export type GivenAnswers = { readonly [Key in keyof Schemas]?: v.InferOutput<Schemas[Key]> }

const optionals = Object.fromEntries(Object.entries(answerSchemas).map(([key, schema]) => [key, v.optional(schema)]))

/** The whole file. */
export const fileSchema = v.strictObject(optionals)

/** Names that are known inside a map, by its dotted place with list indices left out; for "did you mean". */
export const knownNames: Readonly<Record<string, readonly string[]>> = {
	'': Object.keys(answerSchemas),
	mirror: Object.keys(mirrorMap.entries),
	'mirror.keys': ['file', 'url', 'fingerprint'],
	cni: Object.keys(cniMap.entries),
	proxy: Object.keys(proxyMap.entries),
	tuning: Object.keys(tuningMap.entries),
	kubeadmExtra: Object.keys(kubeadmMap.entries),
	join: Object.keys(joinMap.entries),
}
