import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
	missingExports,
	missingGlobals,
	missingMethods,
	missingModules,
	missingStatics,
	polyfilled,
} from '../scripts/build/node16.ts'
import { en } from '../source/locales/en/index.ts'
import { zh } from '../source/locales/zh/index.ts'

/** What each part of the house may import besides itself: DESIGN's one direction. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
	cli: ['commands'],
	commands: ['ui', 'engine', 'steps', 'failures', 'changes', 'answers', 'host', 'catalog', 'locales'],
	ui: ['engine', 'answers', 'catalog', 'locales'],
	engine: ['steps', 'failures', 'changes', 'answers', 'host', 'catalog', 'locales'],
	steps: ['changes', 'answers', 'host', 'catalog', 'locales'],
	failures: ['changes', 'answers', 'host', 'catalog', 'locales'],
	changes: ['host', 'catalog', 'locales'],
	answers: ['host', 'catalog', 'locales'],
	host: ['catalog', 'locales'],
	catalog: [],
	locales: [],
}

/** What reaches the machine: only the host door may. */
const doors = [
	'fs',
	'fs/promises',
	'child_process',
	'net',
	'http',
	'https',
	'http2',
	'tls',
	'dgram',
	'dns',
	'dns/promises',
]
const doorPackages = ['zx', 'execa']

interface Import {
	from: string
	names: string
	typeOnly: boolean
}

interface Source {
	path: string
	part: string
	text: string
	imports: readonly Import[]
}

const checkout = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
	.split('\n')
	.filter(path => path !== '' && existsSync(path))
const sources = checkout.filter(path => /^(source\/.*|cli)\.tsx?$/.test(path)).map(readSource)

function readSource(path: string): Source {
	const text = readFileSync(path, 'utf8')
	const part = path.startsWith('cli') ? 'cli' : (path.split('/')[1] ?? '')
	return { path, part, text, imports: importsOf(text) }
}

function importsOf(text: string): Import[] {
	const declared = [...text.matchAll(/^(?:import|export)\s+(type\s)?([^'";]*?)\s*from\s+'([^']+)'/gm)]
	const bare = [...text.matchAll(/(?:^import\s+|\bimport\()'([^']+)'/gm)]
	return [
		...declared.map(([, type, names = '', from = '']) => ({ from, names, typeOnly: type !== undefined })),
		...bare.map(([, from = '']) => ({ from, names: '', typeOnly: false })),
	]
}

/** The part of the house that a relative import leads to. */
function partOf(source: Source, from: string): string | undefined {
	if (!from.startsWith('.')) return undefined
	return new URL(from, `file:///${source.path}`).pathname.match(/^\/source\/([^/]+)\//)?.[1]
}

/** Lines such as "source/a.ts: says b"; a test expects none. */
function complaints(look: (source: Source) => readonly string[]): string[] {
	return sources.flatMap(source => look(source).map(complaint => `${source.path}: ${complaint}`))
}

function builtin(from: string): string | undefined {
	return from.startsWith('node:') ? from.slice('node:'.length) : undefined
}

describe('the house', () => {
	test('is looked at whole', () => {
		expect(sources.length).toBeGreaterThan(50)
		expect(sources.flatMap(source => source.imports).length).toBeGreaterThan(100)
		expect(Object.keys(mayImport)).toEqual(
			expect.arrayContaining(readdirSync('source').filter(name => !name.includes('.'))),
		)
	})

	test('imports go one way', () => {
		expect(
			complaints(source =>
				source.imports
					.filter(({ from }) => {
						const part = partOf(source, from)
						return part !== undefined && part !== source.part && !mayImport[source.part]?.includes(part)
					})
					.map(({ from }) => `imports ${from}`),
			),
		).toEqual([])
	})

	test('the screens know the engine by its types only', () => {
		expect(
			complaints(source =>
				source.part === 'ui'
					? source.imports.filter(one => partOf(source, one.from) === 'engine' && !one.typeOnly).map(({ from }) => from)
					: [],
			),
		).toEqual([])
	})

	test('nothing but the host door reaches files, programs and the network', () => {
		expect(
			complaints(source =>
				source.part === 'host'
					? []
					: source.imports
							.map(({ from }) => from)
							.filter(
								from => doors.includes(builtin(from) ?? '') || doorPackages.some(name => from.split('/')[0] === name),
							),
			),
		).toEqual([])
	})

	test('both languages have the same texts, and the Chinese ones are Chinese', () => {
		expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort())
		const untranslated = Object.entries(zh).filter(
			([key, text]) =>
				typeof text === 'string' &&
				text === Object.entries(en).find(([one]) => one === key)?.[1] &&
				/ \w+ \w+ /.test(text),
		)
		expect(untranslated).toEqual([])
	})

	test('files stay small', () => {
		expect(complaints(({ text }) => (text.split('\n').length > 350 ? ['more than 350 lines'] : []))).toEqual([])
	})

	test('types are said, not waved away', () => {
		const waved =
			/(?::|\bas|<)\s*any\b(?=\s*[,;)=\]|&>{}\n]|\[\])|@ts-(?:ignore|expect-error|nocheck)|biome-ignore(?! lint\/suspicious\/noControl)/g
		expect(complaints(({ text }) => [...text.matchAll(waved)].map(([found]) => found))).toEqual([])
	})
})

describe('the sources run on Node 16', () => {
	const methods = [...polyfilled, ...missingMethods]
	const called = new RegExp(
		[
			`(?<![.\\w])(?:${missingGlobals.filter(isFunction).join('|')})\\(`,
			`\\bnew (?:${missingGlobals.filter(name => !isFunction(name)).join('|')})\\b`,
			`\\.(?:${methods.join('|')})\\(`,
			`\\b(?:${missingStatics.map(name => name.replaceAll('.', '\\.')).join('|')})\\b`,
		].join('|'),
		'g',
	)

	function isFunction(name: string): boolean {
		return name[0] === name[0]?.toLowerCase()
	}

	test('the pattern finds what it is for', () => {
		const samples = [
			'await fetch(url)',
			'new WebSocket(url)',
			'list.toSorted()',
			'AbortSignal.any([])',
			'import.meta.dirname',
		]
		expect(samples.filter(sample => sample.match(called) === null)).toEqual([])
		expect('host.fetch(url)'.match(called)).toBeNull()
	})

	test('no global, method or property of a later Node', () => {
		expect(complaints(({ text }) => [...text.matchAll(called)].map(([found]) => found))).toEqual([])
	})

	test('no import of a later Node', () => {
		expect(
			complaints(({ imports }) =>
				imports.flatMap(({ from, names }) => [
					...missingModules.filter(missing => missing === from),
					...(missingExports[from] ?? []).filter(name => new RegExp(`\\b${name}\\b`).test(names)),
				]),
			),
		).toEqual([])
	})
})

describe('the checkout says nothing of the machine it was made on', () => {
	const texts = checkout
		.filter(path => !/\.(?:png|gif|gz|xz|tar)$/.test(path))
		.map(path => ({ path, text: readFileSync(path, 'utf8') }))

	test('the lock files name no download addresses', () => {
		const locks = texts.filter(({ path }) => path.endsWith('package-lock.json'))
		expect(locks.map(({ path }) => path)).toContain('package-lock.json')
		expect(locks.filter(({ text }) => /"resolved"|https?:\/\/[^"]*\.tgz/.test(text))).toEqual([])
	})

	interface Locked {
		optionalDependencies?: Record<string, string>
	}

	// npm warns of them, or runs them, where the package is installed: there is nothing to build there.
	test('the package has no scripts of installation', () => {
		const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
		expect(Object.keys(scripts).filter(name => /^(?:pre|post)?(?:install|prepare)$/.test(name))).toEqual([])
	})

	// npm leaves out those that its registry does not have, and then `npm ci` refuses the lock file.
	test('the lock file knows the optional packages of every system', () => {
		const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> }
		const wanted = Object.values(packages).flatMap(one => Object.keys(one.optionalDependencies ?? {}))
		const locked = new Set(Object.keys(packages).map(path => path.replace(/^.*node_modules\//, '')))
		expect(wanted.length).toBeGreaterThan(50)
		expect(wanted.filter(name => !locked.has(name))).toEqual([])
	})

	test('no file names the place of this checkout or the registries of this machine', () => {
		const telling = [process.cwd(), ...machineHosts()]
		expect(
			texts.flatMap(({ path, text }) => telling.filter(word => text.includes(word)).map(word => `${path}: ${word}`)),
		).toEqual([])
	})

	/** Hosts that npm, apt and proxies of this machine are set to, those that everybody knows left out. */
	function machineHosts(): string[] {
		const npm = execFileSync('npm', ['config', 'get', 'registry'], {
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'ignore'],
		})
		const sources = textsOf('/etc/apt/sources.list.d').concat(textsOf('/etc/apt/sources.list')).join('\n')
		const apt = sources.match(/https?:\/\/\S+\/(?:debian|ubuntu)\S*/g) ?? []
		const proxies = Object.entries(process.env).filter(([name]) => /^(?:https?|all)_proxy$/i.test(name))
		const aptProxies = textsOf('/etc/apt/apt.conf.d').flatMap(text => text.match(/^Acquire::\S*Proxy.*$/gim) ?? [])
		const settings = [npm, ...apt, ...aptProxies, ...proxies.map(([, value]) => value)].join('\n')
		return [...settings.matchAll(/https?:\/\/([^\s/"';]+)/g)]
			.map(([, host = '']) => host.replace(/^.*@/, '').replace(/:\d+$/, ''))
			.filter(host => !/(?:^|\.)(?:npmjs\.org|debian\.org|ubuntu\.com|localhost|127\.0\.0\.1)$/.test(host))
	}

	/** The text of a file, or of every file in a folder. */
	function textsOf(path: string): string[] {
		if (!existsSync(path)) return []
		if (statSync(path).isFile()) return [readFileSync(path, 'utf8')]
		return readdirSync(path).flatMap(name => textsOf(`${path}/${name}`))
	}
})
