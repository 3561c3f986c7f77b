import { HostError, succeeded } from '../errors.ts'
import type { Argv, Host } from '../host.ts'
import { announced, withoutZero } from './dnf-output.ts'
import { dnfRefusal } from './dnf-refusal.ts'
import { dnfScratchKind, redirection, runRedirection } from './dnf-scratch.ts'
import { actWhenFree } from './locked.ts'
import type {
	InstalledPackage,
	OfferedVersion,
	PackageManager,
	PackageWork,
	PinnedPackage,
	Resolved,
} from './package-manager.ts'
import { openNewest, openScratch, type Scratch } from './scratch.ts'

const minutes = 60_000

/** dnf and yum: the same questions, by the name of the command. */
export function dnf(name: 'dnf' | 'yum'): PackageManager {
	const scratchKind = dnfScratchKind(name)
	// yum knows no weak dependencies, and removes nothing that it was not told to.
	const strict =
		name === 'dnf' ? ['--setopt=install_weak_deps=False', '--setopt=clean_requirements_on_remove=False'] : []

	const simulate = async (host: Host, scratch: Scratch, wanted: readonly string[], work: Verb): Promise<Resolved> => {
		if (wanted.length === 0) return { ok: true, transaction: [] }
		const argv: Argv = [name, ...redirection(scratch), ...strict, ...work.flags, '--assumeno', work.verb, ...wanted]
		const result = await host.look(argv, { timeout: 5 * minutes })
		const transaction = announced(result.stdout)
		const text = `${result.stdout}\n${result.stderr}`
		if (transaction.length > 0 || /Nothing to do/.test(text)) return { ok: true, transaction }
		return dnfRefusal(text)
	}

	return {
		name,

		async installed(host, names) {
			const format = '%{NAME}\\t%|EPOCH?{%{EPOCH}}:{0}|\\t%{VERSION}-%{RELEASE}\\n'
			const result = await host.look(['rpm', '-q', '--qf', format, ...(names ?? ['-a'])], { timeout: minutes })
			// rpm's exit code is how many of the names are not installed.
			if (names === undefined || result.cut !== undefined) succeeded(result)
			const found = new Map<string, InstalledPackage>()
			for (const line of result.stdout.split('\n')) {
				const [package_, epoch, version] = line.split('\t')
				if (package_ === undefined || epoch === undefined || version === undefined) continue
				found.set(package_, {
					name: package_,
					version: withoutZero(`${epoch}:${version}`),
					auto: false,
					held: false,
				})
			}
			return found
		},

		async resolve(host, request) {
			const opened = await openScratch(host, scratchKind, request)
			if (!opened.ok) return opened
			const wanted = request.install.map(item => spelled(item))
			return simulate(host, opened.scratch, wanted, { verb: 'install', flags: replacing(name, request.allowReplace) })
		},

		async offered(host, names, sources = {}) {
			const opened = await openScratch(host, scratchKind, sources)
			if (!opened.ok) return opened
			const argv: Argv = [name, ...redirection(opened.scratch), '-q', '--showduplicates', 'list', 'available', ...names]
			const result = await host.look(argv, { timeout: 5 * minutes })
			const versions = new Map<string, OfferedVersion[]>()
			for (const line of result.stdout.replace(/\n\s+/g, ' ').split('\n')) {
				const [, found, version, repository] = /^(\S+)\.[^.\s]+\s+(\S+)\s+(\S+)\s*$/.exec(line) ?? []
				if (found === undefined || version === undefined || repository === undefined) continue
				// Listed from the oldest on.
				versions.set(found, [{ version: withoutZero(version), repository }, ...(versions.get(found) ?? [])])
			}
			const text = `${result.stdout}\n${result.stderr}`
			if (versions.size > 0 || /No matching Packages/i.test(text)) return { ok: true, versions }
			return dnfRefusal(text)
		},

		async simulate(host, work) {
			const opened = await openNewest(host, scratchKind)
			if (!opened.ok) return opened
			const verbs = verbsOf(name, work)
			const parts = await Promise.all(verbs.map(verb => simulate(host, opened.scratch, verb.wanted, verb)))
			const refused = parts.find(part => !part.ok)
			if (refused) return refused
			return { ok: true, transaction: parts.flatMap(part => (part.ok ? part.transaction : [])) }
		},

		async carryOut(host, work, options) {
			// Removing alone needs to know no repository.
			const opened = work.install.length > 0 ? await openNewest(host, scratchKind) : undefined
			if (opened && !opened.ok) throw new HostError('fetch', `${name} makecache`, opened.lines.join('\n'))
			const where = opened ? runRedirection(opened.scratch) : ['--noplugins']
			for (const { verb, flags, wanted } of verbsOf(name, work)) {
				await actWhenFree(host, [name, '-y', ...where, ...strict, ...flags, verb, ...wanted], options)
			}
		},

		async mark(host, names, as, options) {
			const verb = { auto: 'remove', manual: 'install', held: undefined, free: undefined }[as]
			// What is held on rpm is excluded by the repository's file.
			if (verb === undefined || names.length === 0 || name === 'yum') return
			await actWhenFree(host, [name, '-y', '--noplugins', 'mark', verb, ...names], {
				...options,
				onWait: () => undefined,
			})
		},

		async neededBy(host, names) {
			const needed = new Map<string, readonly string[]>()
			if (names.length === 0) return needed
			const outside = async (remove: readonly string[]): Promise<string[]> => {
				const would = await host.look(['rpm', '-e', '--test', ...remove], { timeout: minutes })
				return failedDependents(`${would.stdout}\n${would.stderr}`).filter(dependent => !names.includes(dependent))
			}
			if ((await outside(names)).length === 0) return needed
			for (const each of names) {
				const by = await outside([each])
				if (by.length > 0) needed.set(each, by)
			}
			return needed
		},

		async editedSettings(host, names) {
			if (names.length === 0) return []
			const verified = await host.look(['rpm', '-V', '--nodeps', '--noscripts', ...names], { timeout: minutes })
			// 'S.5....T.  c /etc/containerd/config.toml': 5 says that the content differs.
			return verified.stdout.split('\n').flatMap(line => /^..5\S*\s+c (\/.*)$/.exec(line)?.[1] ?? [])
		},

		async keys(host) {
			const listed = await host.look(['rpm', '-q', 'gpg-pubkey'])
			return listed.stdout.split('\n').filter(line => line.startsWith('gpg-pubkey-'))
		},

		async forgetKeys(host, keys, options) {
			if (keys.length === 0) return
			await actWhenFree(host, ['rpm', '-e', '--allmatches', ...keys], { ...options, onWait: () => undefined })
		},

		shell: work =>
			verbsOf(name, work).map(({ verb, flags, wanted }) => [name, '-y', ...flags, verb, ...wanted].join(' ')),

		scriptHead: [
			'# What the repository file excludes from updates is what is installed here.',
			`${name}() {`,
			`\tcommand ${[name, '--noplugins', '--disableexcludes=kubernetes', ...strict].join(' ')} \\`,
			'\t\t--setopt=cachedir=/run/k8s-wizard/script/cache "$@"',
			'}',
		],
	}
}

interface Verb {
	readonly verb: string
	readonly flags: readonly string[]
}

/** Removing first: what comes back may be in conflict with what goes. */
function verbsOf(name: 'dnf' | 'yum', work: PackageWork): (Verb & { readonly wanted: readonly string[] })[] {
	const verbs = [
		{ verb: 'remove', flags: [], wanted: work.remove },
		{ verb: 'install', flags: replacing(name, work.allowReplace), wanted: work.install.map(item => spelled(item)) },
	]
	return verbs.filter(({ wanted }) => wanted.length > 0)
}

function replacing(name: 'dnf' | 'yum', allowReplace: boolean | undefined): string[] {
	return allowReplace && name === 'dnf' ? ['--allowerasing'] : []
}

/** 'name-version-release'; an epoch stands before the version. */
function spelled({ name, version }: { name: string; version?: string | undefined } | PinnedPackage): string {
	return version === undefined ? name : `${name}-${version}`
}

/** '	foo is needed by (installed) bar-1.0-1.x86_64' → 'bar' */
function failedDependents(output: string): string[] {
	return output.split('\n').flatMap(line => {
		const [, package_] = /is needed by \(installed\) (\S+)/.exec(line) ?? []
		const name = package_ === undefined ? undefined : /^(.+)-[^-]+-[^-]+$/.exec(package_)?.[1]
		return name === undefined ? [] : [name]
	})
}
