import { isMap as isYamlMap, parseDocument } from 'yaml'
import { message } from '../locales/message.ts'
import type { Answers, Repository } from './answers.ts'
import type { Found } from './problem.ts'
import { readAnswers } from './read.ts'
import type { GivenAnswers } from './schema.ts'

/**
 * Answers on their way: what was answered by hand so far, by dotted name ('podSubnet', 'mirror.registry'), each as one
 * writes it on a line. What is not in it has its default. Plain data: it survives JSON.
 */
export type Draft = Readonly<Record<string, string>>

/** Names inside a map that is only part of the answers under this condition. */
const maps: Readonly<Record<string, (draft: Draft) => boolean>> = {
	mirror: draft => draft['mirror'] === 'custom',
	cni: draft => ['cni.version', 'cni.manifest', 'cni.sha256'].some(name => isSaid(draft, name)),
	join: draft => (draft['role'] ?? 'init') !== 'init',
	proxy: draft => ['proxy.http', 'proxy.https'].some(name => isSaid(draft, name)),
	tuning: draft => ['tuning.ipv6', 'tuning.nrOpen'].some(name => isSaid(draft, name)),
}

/** Answers that are lists, written with commas between. */
const lists = new Set(['certSANs', 'podSubnet', 'serviceSubnet', 'mirror.unsigned', 'mirror.keys', 'proxy.noProxy'])
const booleans = new Set(['schedulable', 'replaceVersions', 'removeOldKernels', 'reboot', 'mirror.plainHttp'])
const optionalGroups = ['tools', 'unneeded-services'] as const

function isSaid(draft: Draft, name: string): boolean {
	return (draft[name] ?? '').trim() !== ''
}

/** What an answers file with these answers would say; problems have the dotted name of the answer as their key. */
export function readDraft(draft: Draft): { given: GivenAnswers; problems: readonly Found[] } {
	const extra = kubeadmExtraOf(draft)
	if (extra === undefined) {
		const what = message('answers.notMap', { key: 'kubeadmExtra', found: '…' })
		return { given: {}, problems: [{ key: 'kubeadmExtra', what, exit: 2 }] }
	}
	const file = { ...asFile(draft), ...extra }
	if (Object.keys(file).length === 0) return { given: {}, problems: [] }
	const { given, problems } = readAnswers(JSON.stringify(file), '')
	return { given, problems: problems.map(({ what, key, exit }) => ({ what, key, exit })) }
}

function asFile(draft: Draft): Record<string, unknown> {
	const file: Record<string, unknown> = {}
	for (const [name, text] of Object.entries(draft)) {
		const [root = '', inner] = name.split('.')
		if (text.trim() === '' || root === 'kubeadmExtra' || root === 'optional') continue
		if (inner === undefined) {
			if (maps[root]?.(draft) !== true) file[root] = fileValue(name, text)
			continue
		}
		if (maps[root]?.(draft) !== true) continue
		const map = (file[root] ?? {}) as Record<string, unknown>
		file[root] = { ...map, [inner]: fileValue(name, text) }
	}
	// A CNI with a manifest of its own is a map that holds its name.
	if (maps['cni']?.(draft)) file['cni'] = { name: draft['cni'] ?? 'flannel', ...(file['cni'] as object) }
	const said = optionalGroups.filter(group => isSaid(draft, `optional.${group}`))
	if (said.length > 0) file['optional'] = said.filter(group => draft[`optional.${group}`] === 'true')
	return file
}

function fileValue(name: string, text: string): unknown {
	const plain = text.trim()
	if (name === 'mirror.keys') return listOf(plain).map(keyOf)
	if (lists.has(name)) return listOf(plain)
	if (booleans.has(name)) return plain === 'true'
	if (name === 'tuning.nrOpen' && /^\d+$/.test(plain)) return Number(plain)
	return plain
}

function listOf(text: string): string[] {
	return text
		.split(',')
		.map(part => part.trim())
		.filter(part => part !== '')
}

/** 'URL FINGERPRINT' or 'PATH FINGERPRINT'. */
function keyOf(text: string): Record<string, string> {
	const [place = '', ...fingerprint] = text.split(/\s+/)
	return { [/^https?:/.test(place) ? 'url' : 'file']: place, fingerprint: fingerprint.join('') }
}

/** Written as YAML on one line: {ClusterConfiguration: {…}}. Undefined: it is not a map. */
function kubeadmExtraOf(draft: Draft): { kubeadmExtra?: unknown } | undefined {
	const text = draft['kubeadmExtra']?.trim() ?? ''
	if (text === '') return {}
	const document = parseDocument(text)
	if (document.errors.length > 0 || !isYamlMap(document.contents)) return undefined
	return { kubeadmExtra: document.toJS() as unknown }
}

/** An answer as it is written on a line: the form that a draft has. Empty: it has no value. */
export function answerText(answers: Answers, name: string): string {
	const [root = '', inner] = name.split('.')
	if (root === 'optional' && inner !== undefined) return String(answers.optional.some(group => group === inner))
	if (root === 'mirror') return mirrorText(answers, inner)
	if (name === 'cni') return answers.cni.name
	const value = (answers as unknown as Record<string, unknown>)[root]
	return textOf(inner === undefined ? value : isMap(value) ? value[inner] : undefined)
}

function mirrorText({ mirror }: Answers, inner: string | undefined): string {
	if (inner === undefined) return mirror.name
	if (mirror.name !== 'custom') return ''
	if (inner === 'keys') {
		return mirror.keys.map(key => `${'url' in key ? key.url : key.file} ${key.fingerprint}`).join(', ')
	}
	const value = (mirror as unknown as Record<string, unknown>)[inner]
	return isMap(value) ? repositoryText(value as unknown as Repository) : textOf(value)
}

function repositoryText({ url, suite, components }: Repository): string {
	return [url, ...(suite === undefined ? [] : [suite]), ...components].join(' ')
}

function textOf(value: unknown): string {
	if (value === undefined || value === null) return ''
	if (Array.isArray(value)) return value.join(', ')
	if (isMap(value)) return Object.keys(value).length === 0 ? '' : JSON.stringify(value)
	return String(value)
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
}
