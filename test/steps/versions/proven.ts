import { obstacles } from '../../../source/answers/ceiling.ts'
import { kubernetesVersions, minorOf } from '../../../source/catalog/kubernetes.ts'
import { operatingSystems } from '../../../source/catalog/operating-systems.ts'
import { readFacts } from '../../../source/host/read-facts.ts'
import { type MainJobProfile, mainJobProfiles } from '../../e2e/profiles.ts'
import { bareHost, type HostName, hosts } from './model-mirror.ts'

/** Columns: minors between which something changes for a host. */
const spans = [
	{ from: 20, to: 23 },
	{ from: 24, to: 31 },
	{ from: 32, to: 34 },
	{ from: 35, to: 37 },
] as const

const profileOf: Readonly<Record<HostName, MainJobProfile>> = {
	'centos-7.6': 'centos-7',
	'rocky-9': 'rocky-9',
	'debian-12': 'debian-12',
	'ubuntu-24.04': 'ubuntu-24.04',
}

const words = {
	en: {
		host: 'host',
		onBed: 'scenario (1.20.2)',
		rendered: 'rendered',
		known: 'known',
		never: '–',
		custom: 'custom mirror',
		title: {
			'centos-7.6': 'CentOS 7',
			'rocky-9': 'Rocky Linux 9',
			'debian-12': 'Debian 12',
			'ubuntu-24.04': 'Ubuntu 24.04',
		},
	},
	zh: {
		host: '主机',
		onBed: '场景测试（1.20.2）',
		rendered: '渲染核对',
		known: '已知',
		never: '–',
		custom: '自定义镜像源',
		title: {
			'centos-7.6': 'CentOS 7',
			'rocky-9': 'Rocky Linux 9',
			'debian-12': 'Debian 12',
			'ubuntu-24.04': 'Ubuntu 24.04',
		},
	},
} as const

/** Host by version, how each is proven: from the scenarios' own list, the model hosts' ceilings and the catalog. */
export async function provenTable(language: 'en' | 'zh'): Promise<string> {
	const text = words[language]
	const head = spans.map(({ from, to }) => `1.${from}–1.${to}${to < 24 ? ` (${text.custom})` : ''}`)
	const rows = await Promise.all(
		hosts.map(async name => {
			const facts = await readFacts(bareHost(name, '1.24.0'))
			const cells = spans.map(({ from, to }) => {
				const versions = kubernetesVersions().filter(version => minorOf(version) >= from && minorOf(version) <= to)
				const mirror = { name: 'upstream' } as const
				const stands = (version: string) =>
					obstacles(version, { facts, mirror, kernel: 'stock' }).filter(({ exit }) => exit === 3).length === 0
				if (!versions.some(stands)) return text.never
				const isOnBed = from === 20 && mainJobProfiles.includes(profileOf[name])
				return isOnBed ? `${text.onBed} + ${text.rendered}` : text.rendered
			})
			return [text.title[name], ...cells]
		}),
	)
	const ofEl7 = rows[hosts.indexOf('centos-7.6')]?.slice(1).map(cell => (cell === text.never ? cell : text.known)) ?? []
	const table = [
		[text.host, ...head],
		['---', ...spans.map(() => '---')],
		...rows,
		[others(release => release === '7'), ...ofEl7],
		[others(release => release !== '7'), ...spans.map(() => text.known)],
	]
	return table.map(cells => `| ${cells.join(' | ')} |`).join('\n')
}

/** Every other system of the catalog with such a release. */
function others(wanted: (repositoryRelease: string) => boolean): string {
	const shown = new Set(['centos 7', 'rocky 9', 'debian 12', 'ubuntu 24.04'])
	const names = new Map<string, string[]>()
	for (const { id, name, version, repositoryRelease } of operatingSystems) {
		if (shown.has(`${id} ${version}`) || !wanted(repositoryRelease)) continue
		names.set(name, [...(names.get(name) ?? []), version])
	}
	return [...names].map(([name, versions]) => `${name} ${versions.join('/')}`).join(', ')
}
