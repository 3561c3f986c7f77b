import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { type Change, kindOf } from '../../source/changes/index.ts'
import { modelHost } from '../../source/host/model-host.ts'
import { roundTrip, runOn } from './round-trip.ts'

const description = {
	files: {
		'/etc/hostname': 'old # with a comment\n',
		'/proc/sys/kernel/hostname': 'old\n',
		'/proc/sys/net/ipv4/ip_forward': '0\n',
		'/proc/sys/net/ipv4/tcp_rmem': '4096\t131072\t6291456\n',
		'/proc/swaps': 'Filename Type Size Used Priority\n/dev/sda2 partition 2097148 0 -2\n/swap file 1048572 0 5\n',
		'/dev/sda2': '',
		'/swap': '',
		'/proc/modules': 'x_tables 16384 0 - Live 0x0\n',
		'/etc/timezone': 'Etc/UTC\n',
		'/etc/adjtime': '0.0 1 0.0\n1\nLOCAL\n',
		'/sys/fs/selinux/enforce': '1',
	},
	links: { '/etc/localtime': '/usr/share/zoneinfo/Etc/UTC' },
	units: { 'chrony.service': {}, 'postfix.service': { enabled: true, running: true, startedAt: 1 } },
	modules: {
		br_netfilter: { depends: ['bridge'], files: { '/proc/sys/net/bridge/bridge-nf-call-iptables': '1\n' } },
		bridge: { depends: [], files: {} },
	},
}

const changes: Record<string, Change> = {
	'the name of the host': { kind: 'hostname', name: 'k8s-master01' },
	'a sysctl': { kind: 'sysctl', key: 'net.ipv4.ip_forward', value: '1' },
	'a sysctl of several numbers': { kind: 'sysctl', key: 'net.ipv4.tcp_rmem', value: '4096 131072 9999999' },
	'all swap': { kind: 'swap-off' },
	'a module with what it needs': { kind: 'module', name: 'br_netfilter' },
	'the timezone': { kind: 'timezone', zone: 'Asia/Shanghai' },
	'the mode of SELinux': { kind: 'selinux-mode', mode: 'permissive' },
	'the hardware clock': { kind: 'local-rtc-off' },
	'a service that starts': { kind: 'service', unit: 'chrony.service', enabled: true, running: true },
	'a service that stops': { kind: 'service', unit: 'postfix.service', enabled: false, running: false, masked: true },
	'ports in ufw': { kind: 'firewall-ports', backend: 'ufw', ports: [{ port: 6443, protocol: 'tcp' }] },
	'ports in firewalld': {
		kind: 'firewall-ports',
		backend: 'firewalld',
		ports: [
			{ port: [30000, 32767], protocol: 'tcp' },
			{ port: 10250, protocol: 'tcp', sources: ['192.0.2.0/24'] },
		],
	},
	'pods in ufw': { kind: 'firewall-pods', backend: 'ufw', networks: ['10.244.0.0/16'] },
	'pods in firewalld': { kind: 'firewall-pods', backend: 'firewalld', networks: ['10.244.0.0/16'] },
	'pods in iptables': { kind: 'firewall-pods', backend: 'iptables', networks: ['10.244.0.0/16', 'fd00:10::/56'] },
	'ports in iptables': { kind: 'firewall-ports', backend: 'iptables', ports: [{ port: 8472, protocol: 'udp' }] },
}

test.each(Object.entries(changes))('%s: given back', async (name, change) => {
	const host = modelHost(description)
	if (name === 'all swap') {
		// The kernel lists what is switched on again at the end; a priority of its own choice is not asked for.
		const run = runOn(host)
		const before = await run.apply(change)
		expect(await run.undo(change, before)).toEqual({ undone: true })
		expect(host.acted).toContainEqual(['swapon', '-p', '5', '/swap'])
		expect(host.acted).toContainEqual(['swapon', '/dev/sda2'])
		return
	}
	await roundTrip(host, change)
})

describe('sysctls', () => {
	test('that are only raised are left alone when they are higher', async () => {
		const host = modelHost({ files: { '/proc/sys/fs/file-max': '9223372036854775807\n' } })
		const change: Change = { kind: 'sysctl', key: 'fs.file-max', value: '52706963', atLeast: true }
		expect(await runOn(host).inspect(change)).toEqual({ state: 'settled' })
	})

	test('that the operator has set after us stay', async () => {
		const host = modelHost(description)
		const run = runOn(host)
		const change: Change = { kind: 'sysctl', key: 'net.ipv4.tcp_rmem', value: '1 2 3' }
		const before = await run.apply(change)
		host.model.files.put('/proc/sys/net/ipv4/tcp_rmem', '7\t8\t9\n')
		expect((await run.undo(change, before)).undone).toBe(false)
	})

	test('that do not exist yet are pending, and fail when they still do not', async () => {
		const run = runOn(modelHost())
		const change: Change = { kind: 'sysctl', key: 'net.bridge.bridge-nf-call-iptables', value: '1' }
		expect((await run.inspect(change)).state).toBe('pending')
		await expect(kindOf(change).apply(change, run.context)).rejects.toMatchObject({ reason: 'ENOENT' })
	})
})

describe('modules', () => {
	const change: Change = { kind: 'module', name: 'br_netfilter' }

	test('that others use by now stay loaded, and it is said who', async () => {
		const host = modelHost(description)
		const run = runOn(host)
		const before = await run.apply(change)
		const used = (host.model.files.text('/proc/modules') ?? '').replace(
			'br_netfilter 16384 0 -',
			'br_netfilter 16384 1 other,',
		)
		host.model.files.put('/proc/modules', used)
		expect(await run.undo(change, before)).toMatchObject({ undone: false, kept: { parameters: { by: 'other' } } })
	})

	test('count as loaded by their effect on a kernel that has no modules at all', async () => {
		const host = modelHost({ files: { '/proc/sys/net/bridge/bridge-nf-call-iptables': '1\n' } })
		expect(await runOn(host).inspect(change)).toEqual({ state: 'settled' })
	})
})

describe('services', () => {
	test('are restarted for a file of new content, and once only', async () => {
		const host = modelHost({
			files: { '/etc/app.conf': 'old\n' },
			units: { 'app.service': { running: true, startedAt: Date.parse('2026-11-24T08:00:00Z') } },
		})
		const run = runOn(host)
		const content = 'new\n'
		const restartOn = [{ path: '/etc/app.conf', sha256: createHash('sha256').update(content).digest('hex') }]
		const change: Change = { kind: 'service', unit: 'app.service', running: true, restartOn }
		expect((await run.inspect(change)).state).toBe('pending')
		await host.writeFile('/etc/app.conf', content, { mode: 0o644, uid: 0, gid: 0 })
		await run.apply(change)
		expect(host.acted.filter(argv => argv[1] === 'restart')).toHaveLength(1)
		// After a boot the note is gone: the start is later than the file, which says the same.
		host.model.files.drop('/run')
		await host.sleep(5000)
		Object.assign(host.model.units.get('app.service') ?? {}, { startedAt: host.now().getTime() })
		expect(await run.inspect(change)).toEqual({ state: 'settled' })
	})

	test('that the operator has switched after us stay', async () => {
		const host = modelHost({ units: { 'app.service': { enabled: true, running: true } } })
		const run = runOn(host)
		const change: Change = { kind: 'service', unit: 'app.service', running: false }
		const before = await run.apply(change)
		host.model.units.set('app.service', { enabled: true, running: true, masked: false, startedAt: 1 })
		expect(await run.undo(change, before)).toEqual({ undone: true })
		expect(host.model.units.get('app.service')?.running).toBe(true)
	})
})

test('an unexpected command on a model host throws instead of answering', async () => {
	const host = modelHost()
	await expect(host.look(['lsblk', '-J'])).rejects.toThrow('lsblk -J')
	await expect(host.act(['reboot'], { log: '/log' })).rejects.toThrow('reboot')
})

test('a look that failed is neither settled nor pending', async () => {
	const host = modelHost({ recorded: { 'ufw show added': { exitCode: 1, stderr: 'ERROR: problem running\n' } } })
	const change: Change = { kind: 'firewall-ports', backend: 'ufw', ports: [{ port: 6443, protocol: 'tcp' }] }
	expect(await runOn(host).inspect(change)).toMatchObject({ state: 'unknown' })
})
