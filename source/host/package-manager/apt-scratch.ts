import { telling } from '../errors.ts'
import type { CommandResult, Host } from '../host.ts'
import type { ConfigurationFile, Refusal, Sources } from './package-manager.ts'
import { makeFolder, type Scratch, within, writeScratch } from './scratch.ts'

/** Milliseconds for fetching the metadata of all repositories. */
const patience = 10 * 60_000

/** For looking: the host's hooks are left out. */
export function lookConfiguration({ directory }: Scratch): string[] {
	return ['-c', `${directory}/look.conf`]
}

/** For doing: metadata from the scratch, everything else as the host has it. */
export function runConfiguration({ directory }: Scratch): string[] {
	return ['-c', `${directory}/run.conf`]
}

/** Hooks of the host: what they do is no business of a look. */
const hooks = [
	'APT::Update::Pre-Invoke',
	'APT::Update::Post-Invoke',
	'APT::Update::Post-Invoke-Success',
	'DPkg::Pre-Invoke',
	'DPkg::Post-Invoke',
	'DPkg::Pre-Install-Pkgs',
]

export async function fillAptScratch(host: Host, scratch: Scratch, sources: Sources): Promise<Refusal | undefined> {
	const { directory } = scratch
	for (const folder of [
		'lists/partial',
		'archives/partial',
		'root/etc/apt/sources.list.d',
		'root/etc/apt/auth.conf.d',
	]) {
		await makeFolder(host, `${directory}/${folder}`)
	}
	await writeScratch(host, `${directory}/run.conf`, settings(scratch, sources, false))
	await writeScratch(host, `${directory}/look.conf`, settings(scratch, sources, true))
	const argv = ['apt-get', ...lookConfiguration(scratch), 'update'] as const
	const result = await host.look(argv, { timeout: patience })
	return refusalOf(scratch, sources, result)
}

function settings(scratch: Scratch, { files = [], proxy }: Sources, look: boolean): string {
	const { directory } = scratch
	const planned = files.filter(({ path }) => path.startsWith('/etc/apt/apt.conf.d/'))
	const lines = [
		...planned.map(({ content }) =>
			files.reduce((text, { path }) => text.replaceAll(path, within(scratch, path)), content),
		),
		`Dir::Etc::sourcelist "${within(scratch, '/etc/apt/sources.list')}";`,
		`Dir::Etc::sourceparts "${within(scratch, '/etc/apt/sources.list.d')}";`,
		`Dir::Etc::netrcparts "${within(scratch, '/etc/apt/auth.conf.d')}";`,
		`Dir::State::lists "${directory}/lists";`,
		`Dir::Cache::pkgcache "${directory}/pkgcache.bin";`,
		`Dir::Cache::srcpkgcache "${directory}/srcpkgcache.bin";`,
		// Only root may enter the scratch.
		'APT::Sandbox::User "root";',
		'APT::Keep-Downloaded-Packages "false";',
		'Acquire::Languages "none";',
		'Acquire::Retries "2";',
		...(proxy === undefined ? [] : [`Acquire::http::Proxy "${proxy}";`, `Acquire::https::Proxy "${proxy}";`]),
		...(look ? [`Dir::Cache::archives "${directory}/archives";`, ...hooks.map(hook => `#clear ${hook};`)] : []),
	]
	return `${lines.join('\n')}\n`
}

const signature =
	/NO_PUBKEY|BADSIG|EXPKEYSIG|REVKEYSIG|is not signed|no longer signed|GPG error|signatures? couldn't be verified|invalid signature|not signed by/i
/** Of the host's own repositories: what is wanted may still come from others. */
const tolerated = /^E: (Failed to fetch|The repository|Some index files)/

/** A repository that the plan adds must answer and be signed. */
function refusalOf(
	scratch: Scratch,
	{ files = [] }: Sources,
	{ exitCode, stdout, stderr, cut }: CommandResult,
): Refusal | undefined {
	const lines = `${stdout}\n${stderr}`.split('\n').filter(line => /^(Err:|[EW]: )/.test(line))
	const refused = (reason: Refusal['reason'], why: readonly string[]): Refusal => ({
		ok: false,
		reason,
		lines: telling(why.join('\n').replaceAll(`${scratch.directory}/root`, '')),
	})
	if (cut !== undefined) return refused(cut === 'timed-out' ? 'unreachable' : 'broken', lines)
	const addresses = files.flatMap(({ content }) => content.match(/https?:\/\/[^\s\]]+/g) ?? []).map(bare)
	const planned = new Set(files.map(({ path }) => path))
	if (lines.some(line => line.includes('Conflicting values set for option Signed-By'))) {
		const own = scratch.files.filter(({ path }) => !planned.has(path))
		return { ok: false, reason: 'listed-twice', lines: own.flatMap(file => linesNaming(file, addresses)) }
	}
	const ours = lines.filter(line => addresses.some(address => line.includes(address)))
	if (ours.length > 0) return refused(ours.some(line => signature.test(line)) ? 'signature' : 'unreachable', ours)
	const others = lines.filter(line => line.startsWith('E: ') && !tolerated.test(line))
	return exitCode === 0 || others.length === 0 ? undefined : refused('broken', others)
}

/** 'FILE:LINE: TEXT' of every line that is no comment and names one of these addresses. */
function linesNaming({ path, content }: ConfigurationFile, addresses: readonly string[]): string[] {
	return content
		.split('\n')
		.flatMap((line, index) =>
			!/^\s*#/.test(line) && addresses.some(address => line.includes(address)) ? `${path}:${index + 1}: ${line}` : [],
		)
}

/** An address as apt writes it in its messages. */
function bare(address: string): string {
	return address.replace(/\/+$/, '').replace(/\/\/[^/@]*@/, '//')
}
