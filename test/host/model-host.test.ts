import { expect, test } from 'vitest'
import { modelHost } from '../../source/host/model-host.ts'
import { modelHostNamed, modelHostNames } from '../../source/host/model-hosts/index.ts'
import { readFacts } from '../../source/host/read-facts.ts'

const expected = {
	'centos-7.6': {
		os: { packageManager: 'yum' },
		systemd: 219,
		cgroup: 1,
		selinux: 'enforcing',
		firewall: 'firewalld',
		timeSync: 'chronyd',
	},
	'rocky-9': {
		os: { packageManager: 'dnf' },
		systemd: 252,
		cgroup: 2,
		selinux: 'enforcing',
		firewall: 'firewalld',
		timeSync: 'chronyd',
	},
	'debian-12': {
		os: { packageManager: 'apt' },
		systemd: 252,
		cgroup: 2,
		selinux: 'absent',
		firewall: 'none',
		timeSync: 'systemd-timesyncd',
	},
	'ubuntu-24.04': {
		os: { packageManager: 'apt' },
		systemd: 255,
		cgroup: 2,
		selinux: 'absent',
		firewall: 'none',
		timeSync: 'systemd-timesyncd',
	},
}

test('every composed host has its expectation', () => {
	expect([...modelHostNames].sort()).toEqual(Object.keys(expected).sort())
})

test.each(Object.entries(expected))(
	'%s is read by the same code as a real host, and stays as it was',
	async (name, facts) => {
		const host = modelHost(modelHostNamed(name))
		const before = host.model.files.snapshot()
		const { selinux, firewall, timeSync, ...rest } = facts
		expect(await readFacts(host)).toMatchObject({
			...rest,
			selinux: { looked: true, value: selinux },
			firewall: { looked: true, value: firewall },
			timeSync: { looked: true, value: timeSync },
			defaultAddress: { address: name === 'centos-7.6' ? '192.168.43.105' : '192.0.2.10', prefix: 24 },
			cpus: 2,
			root: true,
			cluster: { role: 'none', remains: [] },
			containerd: { looked: true, value: undefined },
		})
		expect(host.model.files.snapshot()).toEqual(before)
		expect(host.acted).toEqual([])
	},
)

test('time passes only when everyone waits, and then in the right order', async () => {
	const host = modelHost()
	const heard: string[] = []
	const started = Date.now()
	await Promise.all([
		host.sleep(3_600_000).then(() => heard.push('hour')),
		host.sleep(60_000).then(() => heard.push('minute')),
	])
	expect(heard).toEqual(['minute', 'hour'])
	expect(host.now().toISOString()).toBe('2026-11-24T09:00:00.000Z')
	expect(Date.now() - started).toBeLessThan(5_000)
})
