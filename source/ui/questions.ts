import type { Draft } from '../answers/draft.ts'
import type { MessageKey } from '../locales/message.ts'

/** A question is a value: its texts are `q.ID`, `q.ID.ask`, `q.ID.help` and, for each choice, `q.ID.CHOICE`. */
export interface Question {
	readonly id: QuestionId
	readonly kind: 'choice' | 'yes-no' | 'text'
	readonly choices?: readonly string[]
	/** What may be typed; anything else is stopped with a message. */
	readonly allows?: Allowed
	/** May be left empty. */
	readonly optional?: true
	/** False: it does not arise. */
	when?(draft: Draft): boolean
}

export type QuestionId = Extract<MessageKey, `q.${string}.ask`> extends `q.${infer Id}.ask` ? Id : never

/** Characters by what they are for; the message for each is `ui.allowed.NAME`. */
export const allowed = {
	hostname: /[a-z0-9.-]/,
	subnet: /[0-9a-fA-F.:/, ]/,
	version: /[0-9.v]/,
	endpoint: /[A-Za-z0-9.:[\]-]/,
	hexadecimal: /[0-9a-fA-F]/,
	hash: /[0-9a-fx:sh]/,
	path: /[^\s]/,
	names: /[A-Za-z0-9.:*, _/-]/,
	address: /[^\s]/,
	words: /[^\p{Cc}]/u,
} as const
export type Allowed = keyof typeof allowed

const joins = (draft: Draft): boolean => (draft['role'] ?? 'init') !== 'init'
const begins = (draft: Draft): boolean => !joins(draft)
const ownMirror = (draft: Draft): boolean => draft['mirror'] === 'custom'
const manifestCni = (draft: Draft): boolean => begins(draft) && !['bridge', 'none'].includes(draft['cni'] ?? 'flannel')
const choice = (id: QuestionId, choices: readonly string[], when?: Question['when']): Question => ({
	id,
	kind: 'choice',
	choices,
	...(when && { when }),
})
const text = (id: QuestionId, allows: Allowed, when?: Question['when']): Question => ({
	id,
	kind: 'text',
	allows,
	...(when && { when }),
})
const free = (id: QuestionId, allows: Allowed, when?: Question['when']): Question => ({
	...text(id, allows, when),
	optional: true,
})
const yesNo = (id: QuestionId, when?: Question['when']): Question => ({ id, kind: 'yes-no', ...(when && { when }) })

/** The questions that everybody is asked, in their order. */
export const mainQuestions: readonly Question[] = [
	choice('role', ['init', 'join-worker', 'join-control-plane']),
	text('join.endpoint', 'endpoint', joins),
	text('join.tokenFile', 'path', joins),
	text('join.caCertHash', 'hash', joins),
	free('join.certificateKeyFile', 'path', draft => draft['role'] === 'join-control-plane'),
	text('hostname', 'hostname'),
	choice('mirror', ['aliyun', 'upstream', 'custom']),
	text('mirror.registry', 'address', ownMirror),
	text('mirror.kubernetes', 'words', ownMirror),
	free('mirror.containerd', 'words', ownMirror),
	free('mirror.keys', 'words', ownMirror),
	yesNo('mirror.plainHttp', ownMirror),
	choice('kernel', ['stock', 'lt', 'ml']),
	text('podSubnet', 'subnet'),
	choice('cni', ['flannel', 'calico', 'bridge', 'none']),
]

/** Everything else, behind "more choices". */
export const moreQuestions: readonly Question[] = [
	text('kubernetesVersion', 'version'),
	text('serviceSubnet', 'subnet'),
	text('nodeAddress', 'subnet'),
	text('controlPlaneEndpoint', 'endpoint', begins),
	free('certSANs', 'names', begins),
	yesNo('schedulable', draft => draft['role'] !== 'join-worker'),
	choice('proxyMode', ['iptables', 'ipvs', 'nftables'], begins),
	choice('firewall', ['open-ports', 'iptables', 'leave']),
	choice('selinux', ['permissive', 'disabled', 'leave']),
	choice('osRepos', ['keep', 'mirror']),
	free('timezone', 'names'),
	free('proxy.http', 'address'),
	free('proxy.https', 'address'),
	free('proxy.noProxy', 'names'),
	free('proxy.credentialsFile', 'path'),
	choice('tuning.ipv6', ['keep', 'disable']),
	free('tuning.nrOpen', 'words'),
	yesNo('optional.tools'),
	yesNo('optional.unneeded-services'),
	yesNo('replaceVersions'),
	yesNo('removeOldKernels'),
	yesNo('reboot'),
	free('cni.version', 'version', manifestCni),
	free('cni.manifest', 'address', manifestCni),
	free('cni.sha256', 'hexadecimal', manifestCni),
	free('mirror.os', 'words', ownMirror),
	free('mirror.ca', 'path', ownMirror),
	free('mirror.authFile', 'path', ownMirror),
	free('mirror.unsigned', 'names', ownMirror),
	free('kubeadmExtra', 'words', begins),
]

export const allQuestions: readonly Question[] = [...mainQuestions, ...moreQuestions]

/** Those that arise with these answers. */
export function arising(questions: readonly Question[], draft: Draft): Question[] {
	return questions.filter(({ when }) => when?.(draft) ?? true)
}

export function questionOf(id: QuestionId): Question {
	const found = allQuestions.find(question => question.id === id)
	if (!found) throw new Error(`no such question: ${id}`)
	return found
}

/** The question behind this one on the way; undefined: it was the last. */
export function nextQuestion(id: QuestionId, draft: Draft): Question | undefined {
	const way = arising(mainQuestions, draft)
	return way[way.findIndex(question => question.id === id) + 1]
}

/** Questions that an answer brings with it: those of its map, which arise now and have no answer yet. */
export function followUp(id: QuestionId, draft: Draft): Question | undefined {
	const next = nextQuestion(id, draft)
	if (!next) return undefined
	const root = id.split('.')[0] ?? ''
	const belongs = next.id.startsWith(`${root}.`) || (root === 'role' && next.id.startsWith('join.'))
	return belongs || (root === 'join' && next.id.startsWith('join.')) ? next : undefined
}

/** Which question a problem with this key belongs to: 'podSubnet.0' is podSubnet's. */
export function belongsTo(key: string | undefined, id: QuestionId): boolean {
	return key !== undefined && (key === id || key.startsWith(`${id}.`))
}

/** The question to open for a problem; undefined: it is about the host, not about an answer. */
export function questionFor(key: string | undefined): Question | undefined {
	const parts = (key ?? '').split('.')
	while (parts.length > 0) {
		const found = allQuestions.find(({ id }) => id === parts.join('.'))
		if (found) return found
		parts.pop()
	}
	return undefined
}
