import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Bed, openBed } from '../bed/bed.ts'
import { diff, describe as inWords } from '../bed/diff.ts'
import type { Host } from '../bed/hosts/host.ts'
import { snapshot } from '../bed/snapshot.ts'

/** One change of a kind: how it is made and taken back on the host, and the differences that must be named for it. */
interface Alteration {
	what: string
	make: string
	takeBack: string
	named: readonly string[]
}

/** Files that a command rewrites beside what it is asked for are kept here, in memory, to be put back. */
const keep = (as: string, ...paths: string[]) => `mkdir -p /run/keep && tar -cf /run/keep/${as}.tar ${paths.join(' ')}`
const putBack = (as: string, ...paths: string[]) =>
	`tar -C / -xf /run/keep/${as}.tar ${paths.map(path => path.slice(1)).join(' ')}`

const everywhere: readonly Alteration[] = [
	{ what: 'a new file', make: 'echo new > /opt/new', takeBack: 'rm /opt/new', named: ['file /opt/new'] },
	{
		what: 'content of the same length',
		make: "sed -i 's/localhost/localtost/' /etc/hosts",
		takeBack: "sed -i 's/localtost/localhost/' /etc/hosts",
		named: ['file /etc/hosts'],
	},
	{ what: 'a mode', make: 'chmod 600 /etc/fstab', takeBack: 'chmod 644 /etc/fstab', named: ['file /etc/fstab'] },
	{ what: 'an owner', make: 'chown 1:1 /etc/motd', takeBack: 'chown 0:0 /etc/motd', named: ['file /etc/motd'] },
	{
		what: 'a folder',
		make: 'mkdir "/srv/with space"',
		takeBack: 'rmdir "/srv/with space"',
		named: ['file /srv/with space'],
	},
	{
		what: 'a link’s target',
		make: 'ln -sfn /dev/zero /etc/bed-link',
		takeBack: 'ln -sfn /dev/null /etc/bed-link',
		named: ['file /etc/bed-link'],
	},
	{
		what: 'a service enabled',
		make: 'systemctl enable -q bed-probe',
		takeBack: 'systemctl disable -q bed-probe',
		named: ['file /etc/systemd/system/multi-user.target.wants/bed-probe.service', 'service bed-probe.service'],
	},
	{
		what: 'a service started',
		make: 'systemctl start bed-probe',
		takeBack: 'systemctl stop bed-probe',
		named: ['service bed-probe.service state'],
	},
	{
		what: 'a kernel value',
		make: 'sysctl -q -w net.ipv4.conf.all.log_martians=1',
		takeBack: 'sysctl -q -w net.ipv4.conf.all.log_martians=0',
		named: ['sysctl net.ipv4.conf.all.log_martians'],
	},
	{ what: 'a mount', make: 'mount -t tmpfs -o mode=755 none /mnt', takeBack: 'umount /mnt', named: ['mount /mnt'] },
	{
		what: 'a packet filter rule',
		make: 'iptables -A INPUT -s 198.51.100.7 -j DROP',
		takeBack: 'iptables -D INPUT -s 198.51.100.7 -j DROP',
		named: ['iptables iptables-save *filter -A INPUT -s 198.51.100.7/32 -j DROP'],
	},
	{
		what: 'a network interface',
		make: 'ip link add bed9 type bridge',
		takeBack: 'ip link delete bed9',
		named: ['link bed9'],
	},
	{
		what: 'a user',
		make: `${keep('user', '/etc/passwd', '/etc/passwd-', '/etc/group', '/etc/group-', '/etc/shadow', '/etc/shadow-', '/etc/gshadow', '/etc/gshadow-', '/etc/subuid', '/etc/subgid')}
			echo 'bed-user:x:4242:4242::/nonexistent:/bin/false' >> /etc/passwd; echo 'bed-user:x:4242:' >> /etc/group`,
		takeBack: putBack('user', '/etc/passwd', '/etc/group'),
		named: ['file /etc/group', 'file /etc/passwd', 'group bed-user', 'user bed-user'],
	},
	{
		what: 'the hostname',
		make: 'hostnamectl set-hostname other',
		takeBack: 'hostnamectl set-hostname alpha',
		named: ['file /etc/hostname', 'hostname kernel', 'hostname static', 'sysctl kernel.hostname'],
	},
]

/** timedated writes its link in its own way: the one that was there is put back as it was. */
const timezone = (link: string): Alteration => ({
	what: 'the timezone',
	make: 'timedatectl set-timezone Asia/Shanghai',
	takeBack: `ln -sfn ${link} /etc/localtime`,
	named: ['file /etc/localtime', 'timezone link'],
})

const onDebian: readonly Alteration[] = [
	{
		what: 'a package',
		make: `${keep('package', '/var/lib/dpkg/status', '/var/lib/dpkg/status-old')}
			mkdir -p /run/probe/DEBIAN && printf 'Package: bed-probe\\nVersion: 1\\nArchitecture: all\\nMaintainer: bed <bed@bed.test>\\nDescription: probe\\n' > /run/probe/DEBIAN/control
			dpkg-deb --build --root-owner-group /run/probe /run/probe.deb && dpkg --install /run/probe.deb`,
		takeBack: `dpkg --purge bed-probe; ${putBack('package', '/var/lib/dpkg/status', '/var/lib/dpkg/status-old')}`,
		named: [
			'file /var/lib/dpkg/info/bed-probe.list',
			'file /var/lib/dpkg/info/bed-probe.md5sums',
			'file /var/lib/dpkg/status',
			'file /var/lib/dpkg/status-old',
			'package bed-probe',
		],
	},
	{
		what: 'a hold',
		make: `${keep('hold', '/var/lib/dpkg/status', '/var/lib/dpkg/status-old')}; apt-mark -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= hold curl`,
		takeBack: `apt-mark -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= unhold curl; ${putBack('hold', '/var/lib/dpkg/status', '/var/lib/dpkg/status-old')}`,
		named: ['file /var/lib/dpkg/status', 'hold curl', 'package curl'],
	},
]

describe.each([
	{ profile: 'debian-12', alterations: [...everywhere, ...onDebian] },
	{ profile: 'rocky-9', alterations: everywhere },
])('snapshot and diff on $profile', ({ profile, alterations }) => {
	let bed: Bed
	let host: Host

	beforeAll(async () => {
		bed = await openBed()
		host = await bed.up('alpha', profile)
		await host.must(`ln -s /dev/null /etc/bed-link; : > /etc/motd; chown 0:0 /etc/motd; chmod 644 /etc/fstab
			printf '[Service]\\nExecStart=/bin/sleep infinity\\n[Install]\\nWantedBy=multi-user.target\\n' > /etc/systemd/system/bed-probe.service
			systemctl daemon-reload; hostnamectl set-hostname alpha; systemctl stop bed-probe`)
		// What the first use of hostnamed and timedated leaves behind is there before the first look.
		await host.must('timedatectl set-timezone "$(readlink /etc/localtime | sed s,.*zoneinfo/,,)"')
	})
	afterAll(() => bed?.close())

	test('a host that nobody touches has no differences', async () => {
		const before = await snapshot(host)
		expect(Object.keys(before.file).length).toBeGreaterThan(1000)
		expect(diff(before, await snapshot(host)).map(inWords)).toEqual([])
	})

	test('one change of each kind: exactly those are named, and nothing once they are taken back', async () => {
		const link = (await host.must('readlink /etc/localtime')).trim()
		const all = [...alterations, timezone(link)]
		const before = await snapshot(host)
		for (const each of all) await host.must(`set -e\n${each.make}`)
		const changed = diff(before, await snapshot(host)).map(({ kind, name }) => `${kind} ${name}`)
		expect(changed).toEqual(
			[...new Set(all.flatMap(each => each.named))].sort((a, b) => changed.indexOf(a) - changed.indexOf(b)),
		)
		for (const each of all.toReversed()) await host.must(`set -e\n${each.takeBack}`)
		expect(diff(before, await snapshot(host)).map(inWords)).toEqual([])
	})
})
