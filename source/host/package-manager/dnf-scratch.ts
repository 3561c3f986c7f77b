import { telling } from '../errors.ts'
import type { Host } from '../host.ts'
import { dnfRefusal } from './dnf-refusal.ts'
import type { Refusal, Sources } from './package-manager.ts'
import { makeFolder, type Scratch, type ScratchKind, within, writeScratch } from './scratch.ts'

/** Milliseconds for fetching the metadata of all repositories. */
const patience = 10 * 60_000

const repositories = '/etc/yum.repos.d'
/** Files that start so are the wizard's: what they exclude from updates is what it installs itself. */
const ours = '# Written by k8s-wizard'

/** Without plugins: one of them rewrites a repository file of the host as soon as it is loaded. */
export function redirection(scratch: Scratch): string[] {
	const { directory } = scratch
	return [...runRedirection(scratch), `--setopt=persistdir=${directory}/persist`, `--setopt=logdir=${directory}/log`]
}

/** For doing: metadata from the scratch; history and logs where the host has them. */
export function runRedirection(scratch: Scratch): string[] {
	const { directory } = scratch
	return [
		'--noplugins',
		'-c',
		`${directory}/main.conf`,
		`--setopt=reposdir=${within(scratch, repositories)}`,
		`--setopt=cachedir=${directory}/cache`,
	]
}

export function dnfScratchKind(name: 'dnf' | 'yum'): ScratchKind {
	return {
		async sourceFiles(host) {
			return ((await host.list(repositories)) ?? [])
				.filter(file => file.endsWith('.repo'))
				.map(file => `${repositories}/${file}`)
		},
		fill: (host, scratch, sources) => fill(host, name, scratch, sources),
	}
}

async function fill(host: Host, name: 'dnf' | 'yum', scratch: Scratch, sources: Sources): Promise<Refusal | undefined> {
	const { directory } = scratch
	for (const folder of ['cache', 'persist', 'log', `root${repositories}`])
		await makeFolder(host, `${directory}/${folder}`)
	for (const { path, content } of scratch.files) {
		if (!path.startsWith(repositories) || !content.startsWith(ours)) continue
		const copied = (await host.readText(within(scratch, path))) ?? content
		await writeScratch(host, within(scratch, path), copied.replace(/^exclude(pkgs)?\s*=.*\n/gm, ''))
	}
	await writeScratch(host, `${directory}/main.conf`, await mainSettings(host, name, sources))
	// The metadata's signature is checked with the repository's own key, which goes into the scratch too.
	const result = await host.look([name, ...redirection(scratch), '-y', 'makecache'], { timeout: patience })
	if (result.cut === 'timed-out') return { ok: false, reason: 'unreachable', lines: telling(result.stdout) }
	const text = `${result.stdout}\n${result.stderr}`
	if (result.exitCode === 0 && result.cut === undefined) return undefined
	return dnfRefusal(text)
}

/** The host's own settings, and the proxy; a proxy's password stands in this 0600 file only. */
async function mainSettings(host: Host, name: 'dnf' | 'yum', { proxy }: Sources): Promise<string> {
	const own = (await host.readText(name === 'dnf' ? '/etc/dnf/dnf.conf' : '/etc/yum.conf')) ?? '[main]\n'
	if (proxy === undefined) return own
	const { origin, username, password } = new URL(proxy)
	const settings = [
		`proxy=${origin}`,
		...(username === '' ? [] : [`proxy_username=${decodeURIComponent(username)}`]),
		...(password === '' ? [] : [`proxy_password=${decodeURIComponent(password)}`]),
	]
	return own.replace(/^\[main\][^\n]*\n?/m, `[main]\n${settings.join('\n')}\n`)
}
