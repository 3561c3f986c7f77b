import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { $ } from 'zx'
import { type Bed, openBed } from '../bed/bed.ts'
import { dirOf } from '../bed/cache.ts'
import { installTools } from '../bed/debian.ts'
import type { Host } from '../bed/hosts/host.ts'
import { repositoryUrl } from '../bed/packages/urls.ts'
import { keys, readKeys } from '../bed/parts/keys.ts'
import { network } from '../bed/paths.ts'
import { type RunningProxy, startProxy } from '../bed/services/proxy.ts'
import { answersFor, answersPath, bareHost, registry, wizard, wizardMust, writeAnswers } from './wizard.ts'

/** Promise 6, by looking for every secret in every place; and of a keyring of two only the pinned key is written. */
const proxyPassword = 'Pr0xy-S3cret-of-the-bed'
const registryPassword = 'R3gistry-S3cret-of-the-bed'
const credentials = `puller:${registryPassword}`
const basic = Buffer.from(credentials).toString('base64')

let bed: Bed
let host: Host
let closedRegistry: RunningProxy
let said = ''
let withoutPassword = { exitCode: 0, stderr: '' }
const folder = mkdtempSync(join(tmpdir(), 'k8s-wizard-'))

/**
 * The arguments of every process of the host, and the environment of those that are not root's, five times a second,
 * each line once. An environment of root's is as private as a 0600 file.
 */
const watchProcesses = `while :; do
	for p in /proc/[0-9]*; do
		{ tr '\\0' ' ' < $p/cmdline; echo; [ -O $p/environ ] || tr '\\0' '\\n' < $p/environ; } 2>/dev/null
	done
	sleep 0.2
done | awk '!seen[$0]++ {print; fflush()}' > /run/seen-processes`

beforeAll(async () => {
	bed = await openBed()
	host = await bareHost(bed, 'secret', 'debian-12')
	closedRegistry = await startProxy({
		listen: { address: network.gateway, port: 0 },
		target: { address: network.gateway, port: network.registryPort },
		credentials,
	})
	const closed = `registry.${network.domain}:${closedRegistry.port}`
	await host.must(['sh', '-c', 'umask 077; cat > /root/mirror-auth'], { input: `${credentials}\n` })
	await host.must(['systemd-run', '--quiet', '--unit=watch-processes', 'bash', '-c', watchProcesses])
	const answers = answersFor(host, {
		cni: 'bridge',
		proxy: `{http: "http://operator:${proxyPassword}@10.77.0.1:3128", noProxy: [.${network.domain}]}`,
	})
		.replaceAll(registry, closed)
		.replaceAll(`${repositoryUrl}/kubernetes/`, `${repositoryUrl}/broken/two-keys/kubernetes/`)
	await writeAnswers(host, answers)
	withoutPassword = await wizard(host, ['plan', '--answers', answersPath])
	await writeAnswers(host, answers.replace('  plainHttp: true\n', '  plainHttp: true\n  authFile: /root/mirror-auth\n'))
	said = await wizardMust(host, ['plan', '--full', '--answers', answersPath])
	said += await wizardMust(host, ['--answers', answersPath, '--yes', '--full'])
	said += await wizardMust(host, ['--answers', answersPath, '--yes', '--json'])
	said += await wizardMust(host, ['status'])
	await host.must(['systemctl', 'stop', 'watch-processes'])
})
afterAll(async () => {
	rmSync(folder, { recursive: true })
	await closedRegistry?.stop()
	await bed?.close()
})

/** Everything secret on this host: what was given, and what kubeadm made. */
async function secrets(): Promise<string[]> {
	const tokens =
		(await host.must('kubeadm token list -o jsonpath="{.token}"')).match(/[a-z0-9]{6}\.[a-z0-9]{16}/g) ?? []
	const keysOf = await host.must("grep -ho 'client-key-data: .*' /etc/kubernetes/*.conf | cut -d' ' -f2")
	const serviceKey = await host.must('sed -n 2p /etc/kubernetes/pki/sa.key')
	expect(tokens.length).toBeGreaterThan(0)
	return [proxyPassword, registryPassword, basic, ...tokens, ...keysOf.trim().split('\n'), serviceKey.trim()]
}

test('the registry hands out nothing without the password of the file', () => {
	expect(withoutPassword.exitCode).toBe(3)
	expect(withoutPassword.stderr).toMatch(/wants a login[\s\S]*mirror\.authFile/)
	expect(closedRegistry.bytes()).toBeGreaterThan(10_000_000)
})

test('no secret is on the screen, in any argv, in another user’s environment, or in any unit', async () => {
	const seen = await host.must(['cat', '/run/seen-processes'])
	expect(seen).toContain('kubeadm init')
	const units = await host.must("systemctl show '*' -p Environment -p ExecStart")
	const log = await host.must(['journalctl', '--no-pager', '--output=cat'])
	for (const secret of await secrets()) {
		expect(said).not.toContain(secret)
		expect(seen).not.toContain(secret)
		expect(units).not.toContain(secret)
		expect(log).not.toContain(secret)
	}
	expect(`${said}${seen}`).not.toMatch(/certificate-?key\W+[0-9a-f]{64}/i)
})

test('no secret is in any file but those of root alone, and none in a log or a journal', async () => {
	const list = (await secrets()).join('\n')
	await host.must('umask 077; cat > /run/list', { input: list })
	// What is looked for is found where it belongs.
	expect(await host.must('grep -lFf /run/list /etc/kubernetes/admin.conf /root/mirror-auth')).toContain('mirror-auth')
	const places = 'find / -xdev \\( -path /proc -o -path /sys -o -path /dev -o -path /run/list \\) -prune -o -type f'
	const open = await host.run(`${places} -perm /077 -size -20M -print0 | xargs -0 -r grep -lFf /run/list`, {
		timeout: 300_000,
	})
	expect(open.stdout).toBe('')
	const logs = await host.run(
		'grep -rlFf /run/list /var/log/k8s-wizard /var/lib/k8s-wizard/runs/*/journal.ndjson 2>/dev/null',
	)
	expect(logs.stdout).toBe('')
})

test('of a keyring with a second key only the pinned one is written', async () => {
	const { kubernetes, wrong } = readKeys(dirOf(keys))
	await host.copyOut('/etc/apt/keyrings/kubernetes.asc', join(folder, 'kubernetes.asc'))
	await installTools(['gnupg'])
	const { stdout: shown } = await $({ quiet: true })`gpg --show-keys --with-colons ${join(folder, 'kubernetes.asc')}`
	expect(shown).toContain(kubernetes.fingerprint)
	expect(shown).not.toContain(wrong.fingerprint)
})
