import type { Facts } from '../../source/host/facts.ts'
import { readFacts } from '../../source/host/read-facts.ts'
import { recordedHost } from '../host/recorded-host.ts'
import { centos7Machine, debian12Container } from '../host/recordings.ts'

/** A Rocky 9 machine with nothing on it yet: 192.168.43.105/24, a route to 10.8.0.0/16, 2 CPUs, 3.7 GiB. */
export async function rocky9(): Promise<Facts> {
	const facts = await centos7()
	return {
		...facts,
		os: {
			...facts.os,
			id: 'rocky',
			name: 'Rocky Linux 9.4',
			versionId: '9.4',
			repositoryRelease: '9',
			packageManager: 'dnf',
		},
		kernel: { release: '5.14.0-427.el9.x86_64', major: 5, minor: 14, patch: 0 },
		cgroup: 2,
		hostname: 'node-1',
		timezone: 'UTC',
		modules: {
			...facts.modules,
			ip_vs: 'loadable',
			ip_vs_rr: 'loadable',
			ip_vs_wrr: 'loadable',
			ip_vs_sh: 'loadable',
			nf_tables: 'loadable',
		},
	}
}

export const centos7 = (): Promise<Facts> => readFacts(recordedHost(centos7Machine))

/** A container host with cgroup v1, containerd 1.6.20 and a control plane. */
export const debian12 = (): Promise<Facts> => readFacts(recordedHost(debian12Container))
