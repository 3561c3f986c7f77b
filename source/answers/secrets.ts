import type { Host } from '../host/host.ts'
import { message } from '../locales/message.ts'
import type { Answers } from './answers.ts'
import { hasCredentials, shown } from './formats.ts'
import type { Found } from './problem.ts'

/** The user and password of a URL; undefined: it has none. */
export function credentialsOf(url: string): { user: string; password: string } | undefined {
	if (!hasCredentials(url)) return undefined
	try {
		const { username, password } = new URL(url)
		return { user: decodeURIComponent(username), password: decodeURIComponent(password) }
	} catch {
		return undefined
	}
}

/** Secrets that stand in the answers themselves, so that they can be kept off screens and logs. */
export function secretsIn({ proxy, join }: Pick<Answers, 'proxy' | 'join'>): string[] {
	return [
		...[proxy?.http, proxy?.https].map(url => url && credentialsOf(url)?.password),
		join?.token,
		join?.certificateKey,
	].filter((secret): secret is string => secret !== undefined && secret !== '')
}

/** The same answers with secrets taken out: for screens, plans, hashes and journals. */
export function hideSecrets(answers: Answers): Answers {
	const { proxy, join } = answers
	const hide = (url: string | undefined) => url?.replace(/(:\/\/)[^/?#\s]*@/, '$1…@')
	const dots = (secret: string | undefined) => (secret === undefined ? undefined : '…')
	return {
		...answers,
		proxy: proxy && { ...proxy, http: hide(proxy.http), https: hide(proxy.https) },
		join: join && { ...join, token: dots(join.token), certificateKey: dots(join.certificateKey) },
	}
}

/** Files that hold a secret, by the key that names them. */
export function secretFiles(answers: Answers): { key: string; path: string }[] {
	const files = {
		'mirror.authFile': answers.mirror.name === 'custom' ? answers.mirror.authFile : undefined,
		'proxy.credentialsFile': answers.proxy?.credentialsFile,
		'join.tokenFile': answers.join?.tokenFile,
		'join.certificateKeyFile': answers.join?.certificateKeyFile,
	}
	return Object.entries(files).flatMap(([key, path]) => (path === undefined ? [] : [{ key, path }]))
}

/** Files that the answers name and the run will read. */
function plainFiles(answers: Answers): { key: string; path: string }[] {
	const { mirror, cni } = answers
	const files: { key: string; path: string }[] = []
	if (mirror.name === 'custom') {
		if (mirror.ca !== undefined) files.push({ key: 'mirror.ca', path: mirror.ca })
		mirror.keys.forEach((key, index) => {
			if ('file' in key) files.push({ key: `mirror.keys.${index}.file`, path: key.file })
		})
	}
	if ('manifest' in cni && cni.manifest.startsWith('/')) files.push({ key: 'cni.manifest', path: cni.manifest })
	return files
}

/**
 * Looks at the files that the answers name: that they are there, and that nobody else can read the secret ones. The
 * answers file itself counts as one when it holds a password.
 */
export async function checkFiles(host: Host, answers: Answers, answersFile: string | undefined): Promise<Found[]> {
	const key = answers.join?.token === undefined && answers.join?.certificateKey === undefined ? 'proxy' : 'join'
	const own = answersFile !== undefined && secretsIn(answers).length > 0 ? [{ key, path: answersFile }] : []
	const found = await Promise.all([
		...[...secretFiles(answers), ...own].map(async ({ key, path }) => checkSecretFile(host, key, path)),
		...plainFiles(answers).map(async ({ key, path }) => checkFile(host, key, path)),
		checkZone(host, answers.timezone),
	])
	return found.flat()
}

async function checkFile(host: Host, key: string, path: string): Promise<Found[]> {
	const state = await followed(host, path)
	if (state === undefined) return [{ key, what: message('answers.noFile', { key, path: shown(path) }), exit: 2 }]
	if (state.type !== 'file') return [{ key, what: message('answers.notFile', { key, path: shown(path) }), exit: 2 }]
	return []
}

async function checkSecretFile(host: Host, key: string, path: string): Promise<Found[]> {
	const missing = await checkFile(host, key, path)
	if (missing.length > 0) return missing
	const state = await followed(host, path)
	if (state === undefined || (state.mode & 0o077) === 0) return []
	const parameters = { key, path: shown(path), command: `chmod 600 ${quoted(path)}` }
	return [{ key, what: message('answers.secretReadable', parameters), exit: 2 }]
}

/** Only where the host has zone files at all: without them the name's form has to do. */
async function checkZone(host: Host, timezone: string): Promise<Found[]> {
	const zones = '/usr/share/zoneinfo'
	if (timezone === 'keep' || (await host.stat(zones)) === undefined) return []
	if (!/^[A-Za-z0-9_+-]+(\/[A-Za-z0-9_+-]+)*$/.test(timezone)) return []
	if ((await followed(host, `${zones}/${timezone}`))?.type === 'file') return []
	return [{ key: 'timezone', what: message('answers.badTimezone', { found: shown(timezone) }), exit: 2 }]
}

/** The state of what a path leads to in the end. */
async function followed(host: Host, path: string) {
	let state = await host.stat(path)
	let current = path
	for (let hops = 0; state?.type === 'link' && hops < 8; hops += 1) {
		const target = state.target ?? ''
		current = target.startsWith('/') ? target : `${current.slice(0, current.lastIndexOf('/'))}/${target}`
		state = await host.stat(current)
	}
	return state
}

/** For a command that is shown to be copied. */
function quoted(path: string): string {
	return /^[A-Za-z0-9_./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`
}
