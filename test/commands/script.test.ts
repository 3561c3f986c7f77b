import { execFileSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { kindOf } from '../../source/changes/index.ts'
import { planScript } from '../../source/commands/script.ts'
import { inspectPlan, layOut } from '../../source/engine/plan.ts'
import { steps } from '../../source/steps/index.ts'
import { contextOf, type HostName, hosts, type ModelPlanOptions } from '../steps/versions/model-mirror.ts'

async function scriptOf(name: HostName, options: ModelPlanOptions = {}, language: 'en' | 'zh' = 'en'): Promise<string> {
	const { host, ...context } = await contextOf(name, '1.24.0', 'init', options)
	const tools = { host, kindOf }
	const plan = await inspectPlan(tools, layOut(steps, context), { runs: [], changes: [], outputs: new Map() })
	return `${(await planScript(tools, plan, context, language)).join('\n')}\n`
}

/** Only reads it. */
const isBash = (script: string): string => execFileSync('bash', ['-n'], { input: script, encoding: 'utf8' })

describe.each(hosts)('%s', host => {
	test.each(['en', 'zh'] as const)('the script is bash that stops at the first failure (%s)', async language => {
		const script = await scriptOf(host, {}, language)
		expect(script).toMatch(/^#!\/usr\/bin\/env bash\n(#.*\n)+set -euo pipefail\n/)
		expect(isBash(script)).toBe('')
	})

	test('each step stands behind what it needs', async () => {
		const script = await scriptOf(host)
		const order = [
			'install containerd.io',
			'/etc/containerd/config.toml',
			'install kubelet',
			'kubeadm init',
			'/root/.kube/config',
		]
		const places = order.map(words => script.indexOf(words))
		expect(places).not.toContain(-1)
		expect(places).toEqual([...places].sort((one, other) => one - other))
	})
})

test('a script to read', async () => {
	await expect(await scriptOf('centos-7.6')).toMatchFileSnapshot('golden/centos-7.6.sh')
})

const secretive: ModelPlanOptions = {
	files: { '/root/mirror-auth': 'anna:pa$$"word\n', '/root/proxy-auth': 'carl:tango99\n' },
	mirrorLines: '  authFile: /root/mirror-auth\n',
	answers: 'proxy: { http: "http://proxy.test:3128", credentialsFile: /root/proxy-auth }\n',
}

describe('secrets', () => {
	test('are in no form in the script', async () => {
		const script = await scriptOf('debian-12', secretive)
		for (const secret of ['pa$$', 'tango99', Buffer.from('anna:pa$$"word').toString('base64')])
			expect(script).not.toContain(secret)
		expect(isBash(script)).toBe('')
	})

	test('are read from the files that the answers name, and come out as the wizard writes them', async () => {
		const script = await scriptOf('debian-12', secretive)
		const lines = script.split('\n')
		const reads = lines.filter(line => /^(mirror|proxy)_\w+=/.test(line)).join('\n')
		expect(reads).toContain('$(</root/mirror-auth)')
		const hostsToml = block(lines, '/etc/containerd/certs.d/')
		const proxyFile = block(lines, '/etc/k8s-wizard/proxy.env')
		const written = execFileSync('bash', ['-eu'], {
			encoding: 'utf8',
			input: [
				...['mirror-auth anna:pa$$"word', 'proxy-auth carl:tango99'].map(file => {
					const [name = '', content = ''] = file.split(' ')
					return `printf '%s\\n' '${content}' > "$TMP/${name}"`
				}),
				reads.replaceAll('/root/', '$TMP/'),
				...[hostsToml, proxyFile].map(lines => ['cat <<END', ...lines, 'END'].join('\n')),
			].join('\n'),
			env: { ...process.env, TMP: mkdtempSync(join(tmpdir(), 'k8s-wizard-script-')) },
		})
		expect(written).toContain(`Basic ${Buffer.from('anna:pa$$"word').toString('base64')}`)
		expect(written).toContain('HTTP_PROXY="http://carl:tango99@proxy.test:3128/"')
	})
})

/** The lines of the here-document that writes a file. */
function block(lines: readonly string[], path: string): readonly string[] {
	const from = lines.findIndex(line => line.startsWith('install ') && line.includes(path) && line.endsWith('<<END'))
	return lines.slice(from + 1, lines.indexOf('END', from))
}
