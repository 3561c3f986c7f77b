import { createHash } from 'node:crypto'
import type { TransactionItem } from '../package-manager/package-manager.ts'
import type { Call, Handlers, Model, OfferedPackage, Outcome } from './model.ts'

/** What a package manager was asked for: 'name', 'name=version', 'name-version' and 'name-' by its own rules. */
interface Wish {
	readonly name: string
	readonly version?: string
	readonly gone?: true
}

/** apt, dpkg, dnf, yum and rpm over the model's packages. */
export const packageCommands: Handlers = {
	'dpkg-query'(model, { rest }) {
		if (rest[0] === '-S') {
			const owner = ownerOf(model, rest.at(-1) ?? '')
			return owner === undefined ? { exitCode: 1 } : { stdout: `${owner}: ${rest.at(-1)}\n` }
		}
		const format = rest[1] ?? ''
		const names = rest.slice(2)
		const chosen = [...model.packages.values()].filter(({ name }) => names.length === 0 || names.includes(name))
		if (format.includes('Conffiles')) {
			return { stdout: chosen.flatMap(({ name }) => conffiles(model, name)).join('') }
		}
		const lines = chosen.map(
			({ name, version, held }) => `${name}\t${version}\tamd64\t${held ? 'hold' : 'install'}\tinstalled\n`,
		)
		return { stdout: lines.join(''), exitCode: chosen.length < names.length ? 1 : 0 }
	},

	'apt-mark'(model, { rest }) {
		const [verb, ...names] = rest.filter((word, index) => word !== '-o' && rest[index - 1] !== '-o')
		if (verb === 'showauto') {
			return { stdout: [...model.packages.values()].flatMap(({ name, auto }) => (auto ? [`${name}\n`] : [])).join('') }
		}
		const marks = { hold: { held: true }, unhold: { held: false }, auto: { auto: true }, manual: { auto: false } }
		const mark = Object.entries(marks).find(([name]) => name === verb)?.[1]
		if (!mark) return undefined
		for (const name of names) {
			const installed = model.packages.get(name)
			if (installed) model.packages.set(name, { ...installed, ...mark })
		}
		return {}
	},

	'apt-cache'(model, call) {
		const names = call.rest.slice(call.rest.indexOf('madison') + 1)
		const lines = reachable(model)
			.filter(({ name }) => names.includes(name))
			.map(
				({ name, version, repository }) =>
					` ${name} | ${version} | ${repository ?? 'http://deb.example'} suite/main amd64 Packages`,
			)
		return { stdout: `${lines.reverse().join('\n')}\n` }
	},

	'apt-get'(model, call) {
		const { rest } = call
		if (rest.includes('update')) return { stdout: 'Reading package lists...\n', takes: 3000 }
		const verb = rest.includes('remove') ? 'remove' : rest.includes('install') ? 'install' : undefined
		if (verb === undefined) return undefined
		const wishes = rest
			.slice(rest.indexOf(verb) + 1)
			.map(word => (verb === 'remove' ? { name: word, gone: true as const } : aptWish(word)))
		const worked = workOut(model, wishes)
		if (typeof worked === 'string') return { exitCode: 100, stdout: worked }
		if (rest.includes('-s')) return { stdout: aptSimulation(model, worked) }
		return { stdout: carryOut(model, call, worked, true), takes: 2000 * worked.length }
	},

	dpkg: (_, { rest }) => (rest.includes('--configure') ? {} : undefined),
	dnf,
	yum: dnf,

	rpm(model, { rest }) {
		if (rest[0] === '-qf') {
			const owner = ownerOf(model, rest.at(-1) ?? '')
			return owner === undefined ? { exitCode: 1 } : { stdout: `${owner}\n` }
		}
		if (rest.includes('gpg-pubkey'))
			return {
				stdout: [...model.packages.values()]
					.filter(isKey)
					.map(({ name }) => `${name}\n`)
					.join(''),
			}
		if (rest[0] === '-q' && rest[1] === '--qf') {
			const names = rest.slice(3)
			const chosen = [...model.packages.values()].filter(
				item => !isKey(item) && (names[0] === '-a' || names.includes(item.name)),
			)
			return {
				stdout: chosen
					.map(
						({ name, version }) => `${name}\t${version.includes(':') ? version.replace(':', '\t') : `0\t${version}`}\n`,
					)
					.join(''),
			}
		}
		if (rest[0] === '-V')
			return {
				stdout: edited(model, rest.slice(3))
					.map(path => `S.5....T.  c ${path}\n`)
					.join(''),
			}
		if (rest[0] !== '-e') return undefined
		if (rest[1] !== '--test') {
			for (const name of rest.slice(2)) model.packages.delete(name)
			return {}
		}
		const names = rest.slice(2)
		const users = dependents(model, names).filter(([, user]) => !names.includes(user))
		const words = users.map(([name, user]) => `\t${name} is needed by (installed) ${user}-1.0-1.x86_64\n`)
		return { exitCode: words.length === 0 ? 0 : 1, stderr: words.join('') }
	},
}

function dnf(model: Model, call: Call): Outcome | undefined {
	const { rest } = call
	if (rest.includes('makecache')) return { stdout: 'Metadata cache created.\n', takes: 3000 }
	if (rest.includes('list')) {
		const names = rest.slice(rest.indexOf('available') + 1)
		const lines = reachable(model)
			.filter(({ name }) => names.includes(name))
			.map(({ name, version }) => `${name}.x86_64 ${version} repository`)
		return { stdout: ['Available Packages', ...lines, ''].join('\n') }
	}
	const verb = ['install', 'remove'].find(word => rest.includes(word))
	if (verb === undefined) return undefined
	const words = rest.slice(rest.lastIndexOf(verb) + 1)
	const wishes = words.map(word => (verb === 'remove' ? { name: word, gone: true as const } : rpmWish(model, word)))
	const worked = workOut(model, wishes)
	if (typeof worked === 'string') return { exitCode: 1, stderr: `Error: Unable to find a match: ${worked}\n` }
	if (worked.length === 0) return { stdout: 'Nothing to do.\n' }
	if (rest.includes('--assumeno')) return { exitCode: 1, stdout: dnfTable(worked) }
	return { stdout: carryOut(model, call, worked, false), takes: 2000 * worked.length }
}

function aptWish(word: string): Wish {
	if (word.endsWith('-')) return { name: word.slice(0, -1), gone: true }
	const [name = word, version] = word.split('=')
	return version === undefined ? { name } : { name, version }
}

function rpmWish({ offered }: Model, word: string): Wish {
	const exact = offered.find(({ name, version }) => `${name}-${version}` === word)
	return exact ? { name: exact.name, version: exact.version } : { name: word }
}

/** Packages of the distribution, and of the repositories that the host's or the scratch's source files name. */
function reachable(model: Model): OfferedPackage[] {
	const sources = model.files
		.paths()
		.filter(path => /\/etc\/(apt\/sources\.list(\.d\/.*)?|yum\.repos\.d\/.*)$/.test(path))
		.map(path => model.files.text(path) ?? '')
	return model.offered.filter(
		({ repository }) => repository === undefined || sources.some(text => text.includes(repository)),
	)
}

/** What comes and goes for these wishes, dependencies and conflicts included; a text: the error of what is not offered. */
function workOut(model: Model, wishes: readonly Wish[]): TransactionItem[] | string {
	const items = new Map<string, TransactionItem>()
	const offers = reachable(model)
	const missing: string[] = []
	const add = ({ name, version, gone }: Wish): void => {
		const installed = model.packages.get(name)
		if (gone) {
			if (!installed || items.has(name)) return
			items.set(name, { name, version: installed.version, action: 'remove' })
			for (const [, user] of dependents(model, [name])) add({ name: user, gone: true })
			return
		}
		const offer = offers
			.filter(other => other.name === name && (version === undefined || other.version === version))
			.at(-1)
		if (!offer) {
			if (!installed || version !== undefined) missing.push(`E: Version '${version}' for '${name}' was not found`)
			return
		}
		if (items.has(name) || installed?.version === offer.version || (installed && version === undefined)) return
		const action = !installed ? 'install' : installed.version < offer.version ? 'upgrade' : 'downgrade'
		items.set(name, { name, version: offer.version, action })
		for (const needed of offer.depends ?? []) if (!model.packages.has(needed)) add({ name: needed })
		for (const other of offer.conflicts ?? []) add({ name: other, gone: true })
	}
	for (const wish of wishes) add(wish)
	return missing.length > 0 ? `${missing.join('\n')}\n` : [...items.values()]
}

/** Pairs of a package and an installed one that needs it. */
function dependents({ packages, offered }: Model, names: readonly string[]): [string, string][] {
	return [...packages.values()].flatMap(({ name, version }) => {
		const depends = offered.find(other => other.name === name && other.version === version)?.depends ?? []
		return names.filter(needed => depends.includes(needed)).map((needed): [string, string] => [needed, name])
	})
}

function aptSimulation({ packages }: Model, items: readonly TransactionItem[]): string {
	const lower = items.filter(({ action }) => action === 'downgrade').map(({ name }) => name)
	return [
		'Reading package lists...',
		...(lower.length > 0 ? ['The following packages will be DOWNGRADED:', `  ${lower.join(' ')}`] : []),
		...items.map(({ name, version, action }) => {
			const old = packages.get(name)?.version
			if (action === 'remove') return `Remv ${name} [${version}]`
			return `Inst ${name} ${old === undefined ? '' : `[${old}] `}(${version} repository:suite [amd64])`
		}),
		'',
	].join('\n')
}

function dnfTable(items: readonly TransactionItem[]): string {
	const headings = { install: 'Installing', upgrade: 'Upgrading', downgrade: 'Downgrading', remove: 'Removing' }
	const sections = Object.entries(headings).flatMap(([action, heading]) => {
		const own = items.filter(item => item.action === action)
		return own.length === 0
			? []
			: [
					`${heading}:`,
					...own.map(({ name, version }) => ` ${name}\n                x86_64   ${version}   repository   8.3 M`),
				]
	})
	return ['Dependencies resolved.', ...sections, '', 'Transaction Summary', 'Operation aborted.', ''].join('\n')
}

function carryOut(model: Model, call: Call, items: readonly TransactionItem[], deb: boolean): string {
	const asked = call.rest.join(' ')
	const purge = call.rest.includes('--purge') || !deb
	for (const { name, version, action } of items) {
		const offer = model.offered.find(other => other.name === name && other.version === version)
		const old = model.packages.get(name)
		if (action === 'remove') {
			model.packages.delete(name)
			for (const unit of offer?.units ?? []) model.units.delete(unit)
			for (const path of Object.keys(offer?.files ?? {})) if (purge || !path.startsWith('/etc/')) model.files.drop(path)
			continue
		}
		const auto = old?.auto ?? !asked.includes(`${name}${deb ? '=' : '-'}${version}`)
		model.packages.set(name, { name, version, auto: deb && auto, held: old?.held ?? false })
		for (const [path, content] of Object.entries(offer?.files ?? {}))
			if (!model.files.has(path)) model.files.put(path, content)
		for (const unit of offer?.units ?? []) {
			if (!model.units.has(unit))
				model.units.set(unit, { enabled: deb, running: deb, masked: false, startedAt: deb ? model.clock.now() : 0 })
		}
	}
	const coming = items.filter(({ action }) => action !== 'remove')
	return deb
		? coming
				.map(({ name, version }) => `Unpacking ${name} (${version}) ...\nSetting up ${name} (${version}) ...\n`)
				.join('')
		: coming
				.map(
					({ name, version }, index) =>
						`  Installing       : ${name}-${version}.x86_64    ${index + 1}/${coming.length}\n`,
				)
				.join('')
}

/** The installed package that a path came with. */
function ownerOf({ packages, offered }: Model, path: string): string | undefined {
	return offered.find(({ name, files }) => packages.has(name) && files?.[path] !== undefined)?.name
}

function shipped({ packages, offered }: Model, name: string): [string, string][] {
	const version = packages.get(name)?.version
	const files = offered.find(other => other.name === name && other.version === version)?.files ?? {}
	return Object.entries(files).filter(([path]) => path.startsWith('/etc/'))
}

function conffiles(model: Model, name: string): string[] {
	return shipped(model, name).map(([path, content]) => ` ${path} ${createHash('md5').update(content).digest('hex')}\n`)
}

function edited(model: Model, names: readonly string[]): string[] {
	return names.flatMap(name =>
		shipped(model, name).flatMap(([path, content]) => (model.files.text(path) === content ? [] : [path])),
	)
}

function isKey({ name }: { name: string }): boolean {
	return name.startsWith('gpg-pubkey-')
}
