import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { notForNode16 } from '../../scripts/build/guard.ts'
import { majors, nodeBinary } from './nodes.ts'
import { runBuilt } from './run.ts'

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
const nodes = [process.execPath, nodeBinary(majors.oldest), nodeBinary(majors.newest)]
	.filter(node => node !== undefined)
	.map(node => ({ node, name: execFileSync(node, ['--version'], { encoding: 'utf8' }).trim() }))
const here = nodes.slice(0, 1)

test.runIf(process.platform === 'linux')('the oldest promised Node and the newest are among those tested', () => {
	expect(nodes.map(({ name }) => name)).toEqual([process.version, 'v16.20.2', expect.stringMatching(/^v26\./)])
})

describe.each(nodes)('under Node $name', ({ node }) => {
	test('--version prints the version and nothing else', () => {
		expect(runBuilt(node, ['--version'])).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' })
	})

	test.each([
		['en', 'C.UTF-8', /^k8s-wizard turns a bare Linux host/],
		['zh', 'zh_CN.UTF-8', /^k8s-wizard 把一台裸 Linux 主机/],
	])('--help speaks the language of the locale: %s', (_, locale, word) => {
		const { exitCode, stdout, stderr } = runBuilt(node, ['--help'], { LANG: locale })
		expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
		expect(stdout).toMatch(word)
		expect(stdout).toContain('k8s-wizard')
	})

	test('a flag that does not exist is named, with exit code 2 and no stack', () => {
		const { exitCode, stdout, stderr } = runBuilt(node, ['--anwsers', 'x'])
		expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
		expect(stderr).toContain('--anwsers')
		expect(stderr).toContain('--answers')
		expect(stderr).not.toMatch(/^\s+at /m)
	})

	test('the demo host is planned, the same under every Node', () => {
		const demo = ['--demo', '--lang', 'en']
		const { exitCode, stdout, stderr } = runBuilt(node, demo)
		expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
		expect(stdout).toContain('CentOS')
		expect(stdout).toBe(here.map(one => runBuilt(one.node, demo).stdout).join(''))
	})
})

test.runIf(process.platform === 'linux' && process.arch === 'x64')(
	'an old Node gets a sentence in both languages',
	() => {
		const { exitCode, stdout, stderr } = runBuilt(nodeBinary(majors.refused) ?? '', ['--version'])
		expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' })
		expect(stderr.trimEnd().split('\n')).toEqual([
			expect.stringMatching(/needs Node\.js 16\.20 or newer, this is v6\./),
			expect.stringMatching(/需要 Node\.js 16\.20 .*v6\./),
		])
	},
)

test('the package is the entry and one bundle, and small', () => {
	expect(readdirSync('dist').sort()).toEqual(['cli.js', 'k8s-wizard.mjs', 'load.js', 'package.json'])
	expect(statSync('dist/cli.js').mode & 0o111).toBe(0o111)
	expect(statSync('dist/cli.js').size).toBeLessThan(3000)
	expect(statSync('dist/k8s-wizard.mjs').size).toBeLessThan(2_000_000)
})

test('the bundle holds nothing that Node 16 cannot take, and nothing of the machine it was built on', () => {
	const bundle = readFileSync('dist/k8s-wizard.mjs', 'utf8')
	expect(notForNode16(bundle)).toEqual([])
	expect(bundle).not.toContain(process.cwd())
	// Ink speaks of it in a message; what counts is that nothing loads it.
	expect(/(?:from|import\(|require\()\s*["'`]react-devtools-core/.test(bundle)).toBe(false)
})

test('the published package needs no other', () => {
	const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, unknown>
	expect(manifest['dependencies']).toBeUndefined()
	expect(manifest['bin']).toEqual({ 'k8s-wizard': 'dist/cli.js' })
})
