import { createHash } from 'node:crypto'
import { HostError, succeeded, telling } from '../errors.ts'
import type { Argv, Host } from '../host.ts'
import { simulated } from './apt-output.ts'
import { fillAptScratch, lookConfiguration, runConfiguration } from './apt-scratch.ts'
import { actWhenFree } from './locked.ts'
import type {
	InstalledPackage,
	OfferedVersion,
	PackageManager,
	PackageWork,
	Refusal,
	Resolved,
	WorkOptions,
} from './package-manager.ts'
import { openNewest, openScratch, type Scratch, type ScratchKind } from './scratch.ts'

const minutes = 60_000

/** Nobody is there to answer a question; an edited settings file stays as the operator has it. */
const environment = {
	DEBIAN_FRONTEND: 'noninteractive',
	NEEDRESTART_SUSPEND: '1',
	UCF_FORCE_CONFFOLD: '1',
	APT_LISTCHANGES_FRONTEND: 'none',
}

const kind: ScratchKind = {
	async sourceFiles(host) {
		const inFolder = async (folder: string, name: RegExp): Promise<string[]> =>
			((await host.list(folder)) ?? []).filter(file => name.test(file)).map(file => `${folder}/${file}`)
		const main = (await host.stat('/etc/apt/sources.list')) ? ['/etc/apt/sources.list'] : []
		return [
			...main,
			...(await inFolder('/etc/apt/sources.list.d', /^[\w.-]+\.(list|sources)$/)),
			...(await inFolder('/etc/apt/auth.conf.d', /^[\w.-]+$/)),
		]
	},
	fill: fillAptScratch,
}

/** Otherwise apt writes its caches even when it only lists. */
const noCache = ['-o', 'Dir::Cache::pkgcache=', '-o', 'Dir::Cache::srcpkgcache='] as const

export const apt: PackageManager = {
	name: 'apt',

	async installed(host, names) {
		const format = '-f=${Package}\\t${Version}\\t${Architecture}\\t${db:Status-Want}\\t${db:Status-Status}\\n'
		const [listed, marked] = await Promise.all([
			host.look(['dpkg-query', '-W', format, ...(names ?? [])]),
			host.look(['apt-mark', ...noCache, 'showauto', ...(names ?? [])]),
		])
		// dpkg-query fails when one of the names is unknown to it, and lists the others all the same.
		if (names === undefined || listed.cut !== undefined || listed.exitCode > 1) succeeded(listed)
		const auto = new Set(marked.stdout.split('\n'))
		const found = new Map<string, InstalledPackage>()
		for (const line of listed.stdout.split('\n')) {
			const [name, version, , want, status] = line.split('\t')
			if (name === undefined || version === undefined || status === undefined || absent.includes(status)) continue
			const broken = !whole.includes(status)
			found.set(name, { name, version, auto: auto.has(name), held: want === 'hold', ...(broken && { broken }) })
		}
		return found
	},

	async resolve(host, request) {
		const opened = await openScratch(host, kind, request)
		if (!opened.ok) return opened
		const wanted = request.install.map(({ name, version }) => (version === undefined ? name : `${name}=${version}`))
		return simulate(host, opened.scratch, wanted, request.allowReplace ?? false)
	},

	async offered(host, names, sources = {}) {
		const opened = await openScratch(host, kind, sources)
		if (!opened.ok) return opened
		const listed = await host.look(['apt-cache', ...lookConfiguration(opened.scratch), 'madison', ...names], {
			timeout: minutes,
		})
		if (listed.exitCode !== 0) return refusal(listed.stdout, listed.stderr)
		const versions = new Map<string, OfferedVersion[]>()
		for (const line of listed.stdout.split('\n')) {
			const [name, version, source] = line.split('|').map(part => part.trim())
			if (name === undefined || version === undefined || source?.endsWith(' Packages') !== true) continue
			versions.set(name, [...(versions.get(name) ?? []), { version, repository: source.split(' ')[0] ?? '' }])
		}
		return { ok: true, versions }
	},

	async simulate(host, work) {
		const opened = await openNewest(host, kind)
		return opened.ok ? simulate(host, opened.scratch, wishes(work), work.allowReplace, work.purge) : opened
	},

	async carryOut(host, work, options) {
		if (work.install.length + work.remove.length === 0) return
		// Removing alone needs to know no repository.
		const opened = work.install.length > 0 ? await openNewest(host, kind) : undefined
		if (opened && !opened.ok) throw new HostError('fetch', 'apt-get update', opened.lines.join('\n'))
		const argv: Argv = [
			'apt-get',
			...(opened ? runConfiguration(opened.scratch) : []),
			'-y',
			...['-o', 'Dpkg::Options::=--force-confdef', '-o', 'Dpkg::Options::=--force-confold'],
			...flags(work.allowReplace, work.purge),
			'install',
			...wishes(work),
		]
		const acting: WorkOptions = { ...options, env: environment }
		// What was cut off before is finished first; apt refuses to do anything else.
		if (await isInterrupted(host)) await actWhenFree(host, finish, acting)
		await actWhenFree(host, argv, acting)
	},

	async mark(host, names, as, options) {
		if (names.length === 0) return
		const verb = { held: 'hold', free: 'unhold', auto: 'auto', manual: 'manual' }[as]
		await actWhenFree(host, ['apt-mark', ...noCache, verb, ...names], { ...options, onWait: () => undefined })
	},

	async neededBy(host, names) {
		const needed = new Map<string, readonly string[]>()
		if (names.length === 0) return needed
		const outside = async (remove: readonly string[]): Promise<string[]> => {
			const would = await host.look(['apt-get', ...noCache, '-s', '-y', 'remove', ...remove], { timeout: minutes })
			return simulated(would.stdout).flatMap(({ action, name }) =>
				action === 'remove' && !names.includes(name) ? [name] : [],
			)
		}
		if ((await outside(names)).length === 0) return needed
		for (const name of names) {
			const by = await outside([name])
			if (by.length > 0) needed.set(name, by)
		}
		return needed
	},

	async editedSettings(host, names) {
		if (names.length === 0) return []
		const listed = await host.look(['dpkg-query', '-W', '-f=${Conffiles}\\n', ...names])
		const edited: string[] = []
		for (const line of listed.stdout.split('\n')) {
			const [, path, shipped] = /^ (\/.*) ([0-9a-f]{32})(?: .*)?$/.exec(line) ?? []
			const content = path === undefined ? undefined : await host.readBytes(path)
			if (path === undefined || content === undefined) continue
			if (createHash('md5').update(content).digest('hex') !== shipped) edited.push(path)
		}
		return edited
	},

	keys: async () => [],
	forgetKeys: async () => undefined,

	shell: work => [
		'apt-get -q update',
		`apt-get -q -y ${[...flags(work.allowReplace, work.purge), 'install', ...wishes(work)].join(' ')}`,
	],

	scriptHead: [
		...Object.entries(environment).map(([name, value]) => `export ${name}=${value}`),
		'mkdir -p /run/k8s-wizard/script/lists/partial',
		"cat >/run/k8s-wizard/script/apt.conf <<'END'",
		'Dir::State::lists "/run/k8s-wizard/script/lists";',
		'Dir::Cache::pkgcache "";',
		'Dir::Cache::srcpkgcache "";',
		'APT::Sandbox::User "root";',
		'APT::Keep-Downloaded-Packages "false";',
		'Acquire::Languages "none";',
		'DPkg::Options { "--force-confdef"; "--force-confold"; };',
		'#clear APT::Update::Post-Invoke;',
		'#clear APT::Update::Post-Invoke-Success;',
		'END',
		'export APT_CONFIG=/run/k8s-wizard/script/apt.conf',
	],
}

const finish: Argv = ['dpkg', '--force-confdef', '--force-confold', '--configure', '-a']

/** dpkg's own sign, the one that apt goes by. */
async function isInterrupted(host: Host): Promise<boolean> {
	return ((await host.list('/var/lib/dpkg/updates')) ?? []).some(name => /^\d+$/.test(name))
}

/** dpkg's words for what is not there, and for what is there and set up. */
const absent = ['not-installed', 'config-files']
const whole = ['installed', 'triggers-pending', 'triggers-awaited']

/** 'name=version' comes, 'name-' goes. */
function wishes({ install, remove }: PackageWork): string[] {
	return [...install.map(({ name, version }) => `${name}=${version}`), ...remove.map(name => `${name}-`)]
}

function flags(allowReplace: boolean, purge: true | undefined): string[] {
	return [
		'--no-install-recommends',
		...(purge ? ['--purge'] : []),
		...(allowReplace ? ['--allow-downgrades', '--allow-change-held-packages'] : []),
	]
}

async function simulate(
	host: Host,
	scratch: Scratch,
	wanted: readonly string[],
	allowReplace: boolean,
	purge?: true,
): Promise<Resolved> {
	if (wanted.length === 0) return { ok: true, transaction: [] }
	const argv: Argv = [
		'apt-get',
		...lookConfiguration(scratch),
		'-s',
		'-y',
		...flags(allowReplace, purge),
		'install',
		...wanted,
	]
	const result = await host.look(argv, { timeout: 2 * minutes })
	if (result.exitCode !== 0) return refusal(result.stdout, result.stderr)
	return { ok: true, transaction: simulated(result.stdout) }
}

function refusal(stdout: string, stderr: string): Refusal {
	const text = `${stdout}\n${stderr}`
	const reason = /Unable to locate package|was not found|has no installation candidate/.test(text)
		? 'not-offered'
		: /unmet dependencies|held broken packages|Held packages were changed|were downgraded/.test(text)
			? 'conflict'
			: 'broken'
	return { ok: false, reason, lines: telling(text) }
}
