import type { Host } from './hosts/host.ts'

/** The state of a host, as sorted name → value per kind of thing. Two of them can be compared by `diff`. */
export type Snapshot = { readonly [Kind in SnapshotKind]: Readonly<Record<string, string>> }

export const snapshotKinds = [
	'file',
	'service',
	'sysctl',
	'module',
	'mount',
	'swap',
	'package',
	'hold',
	'auto mark',
	'iptables',
	'ipset',
	'firewall',
	'link',
	'route',
	'user',
	'group',
	'hostname',
	'timezone',
] as const
export type SnapshotKind = (typeof snapshotKinds)[number]

/** apt writes its caches even when it only lists. */
const noCache = '-o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache='

/**
 * How each kind is read on the host: a bash script that prints `name TAB value` records, ended by NUL. It only looks.
 * Tools that a host does not have are no error: it has nothing of that kind.
 */
const readers: Record<SnapshotKind, string> = {
	// Folders that live in memory or belong to the kernel are not files of the host; -xdev leaves other mounts out.
	file: `
		find / -xdev \\( -path /proc -o -path /sys -o -path /dev -o -path /run -o -path /tmp \\) -prune -o \\
			! -type f -printf '%p\\t%y %m %U:%G %l\\0'
		find / -xdev \\( -path /proc -o -path /sys -o -path /dev -o -path /run -o -path /tmp \\) -prune -o \\
			-type f -printf '%p\\t%y %m %U:%G \\0' > /run/bed-snapshot.meta
		find / -xdev \\( -path /proc -o -path /sys -o -path /dev -o -path /run -o -path /tmp \\) -prune -o \\
			-type f -print0 | xargs -0 -r sha256sum --zero | tr '\\n\\0' '\\r\\n' | sort -k2 > /run/bed-snapshot.hash
		tr '\\n\\0' '\\r\\n' < /run/bed-snapshot.meta | sort > /run/bed-snapshot.sorted
		cat /run/bed-snapshot.sorted | tr '\\n\\r' '\\0\\n'
		sed 's/^\\(\\S*\\)  \\(.*\\)$/\\2\\tsha256:\\1/' /run/bed-snapshot.hash | tr '\\n\\r' '\\0\\n'
		rm -f /run/bed-snapshot.meta /run/bed-snapshot.hash /run/bed-snapshot.sorted`,
	service: `
		systemctl list-unit-files --no-legend --no-pager --plain | awk '{printf "%s\\t%s%c", $1, $2, 0}'
		systemctl list-units --all --no-legend --no-pager --plain --type=service,socket,timer | sed 's/^[^a-zA-Z0-9_.\\\\-]*//' |
			awk '{printf "%s state\\t%s %s%c", $1, $3, $4, 0}'`,
	sysctl: `sysctl -a 2>/dev/null | sed 's/ = /\\t/; s/ =$/\\t/' | tr '\\n' '\\0'`,
	module: `[ -e /proc/modules ] && awk '{printf "%s\\tloaded%c", $1, 0}' /proc/modules`,
	mount: `awk '{split($0, half, " - "); split(half[2], f, " "); printf "%s\\t%s %s %s%c", $5, f[1], f[2], $6, 0}' /proc/self/mountinfo`,
	swap: `awk 'NR > 1 {printf "%s\\t%s %s%c", $1, $2, $3, 0}' /proc/swaps`,
	package: `
		if command -v dpkg-query >/dev/null; then dpkg-query --show --showformat='\${binary:Package}\\t\${db:Status-Abbrev} \${Version}\\n' | tr '\\n' '\\0'; fi
		if command -v rpm >/dev/null; then rpm -qa --queryformat '%{NAME}-%{VERSION}-%{RELEASE}.%{ARCH}\\tinstalled\\n' | tr '\\n' '\\0'; fi`,
	hold: `if command -v apt-mark >/dev/null; then apt-mark ${noCache} showhold | awk '{printf "%s\\theld%c", $1, 0}'; fi`,
	'auto mark': `
		if command -v apt-mark >/dev/null; then apt-mark ${noCache} showauto | awk '{printf "%s\\tauto%c", $1, 0}'
		elif command -v dnf >/dev/null; then
			rm -rf /run/bed-dnf; mkdir -p /run/bed-dnf/state; [ ! -d /var/lib/dnf ] || cp -a /var/lib/dnf/. /run/bed-dnf/state/
			dnf -q --setopt=persistdir=/run/bed-dnf/state --setopt=cachedir=/run/bed-dnf/cache --setopt=logdir=/run/bed-dnf repoquery --cacheonly --installed --qf '%{name}.%{arch} %{reason}\\n' 2>/dev/null | awk 'NF == 2 {printf "%s\\t%s%c", $1, $2, 0}'
			rm -rf /run/bed-dnf; fi`,
	// Counters and the comments with dates are no state, nor is a built-in chain that accepts: that is what a table is
	// before its first use.
	iptables: `
		for tool in iptables-save ip6tables-save iptables-legacy-save ip6tables-legacy-save; do
			command -v $tool >/dev/null || continue
			$tool 2>/dev/null | grep -v -e '^#' -e '^:[A-Z]* ACCEPT' | sed 's/ \\[[0-9:]*\\]$//' |
				awk -v t=$tool '/^\\*/ {table = $1; next} /^COMMIT/ {next} {printf "%s %s %s\\t%s%c", t, table, $0, "present", 0}'
		done`,
	ipset: `if command -v ipset >/dev/null; then ipset list -name 2>/dev/null | awk '{printf "%s\\tpresent%c", $1, 0}'; fi`,
	firewall: `
		if command -v ufw >/dev/null; then ufw status verbose 2>/dev/null | awk 'NF {printf "ufw %s\\tpresent%c", $0, 0}'; fi
		if command -v firewall-cmd >/dev/null; then
			firewall-cmd --state 2>&1 | awk '{printf "firewalld state\\t%s%c", $0, 0}'
			firewall-cmd --list-all-zones 2>/dev/null | awk '/^[a-zA-Z]/ {zone = $1} /^ / {key = $1; $1 = ""; printf "firewalld %s %s\\t%s%c", zone, key, $0, 0}'
			firewall-cmd --permanent --list-all-zones 2>/dev/null | awk '/^[a-zA-Z]/ {zone = $1} /^ / {key = $1; $1 = ""; printf "firewalld permanent %s %s\\t%s%c", zone, key, $0, 0}'
		fi`,
	link: `ip -o link | awk -F': ' '{sub(/@.*/, "", $2); printf "%s\\tpresent%c", $2, 0}'`,
	route: `{ ip -o route; ip -o -6 route; ip -o rule; } | awk '{printf "%s\\tpresent%c", $0, 0}'`,
	user: `getent passwd | awk -F: '{name = $1; sub(/^[^:]*:/, ""); printf "%s\\t%s%c", name, $0, 0}'`,
	group: `getent group | awk -F: '{name = $1; sub(/^[^:]*:/, ""); printf "%s\\t%s%c", name, $0, 0}'`,
	hostname: `printf 'kernel\\t%s\\0static\\t%s\\0' "$(cat /proc/sys/kernel/hostname)" "$(cat /etc/hostname 2>/dev/null)"`,
	timezone: `printf 'link\\t%s\\0file\\t%s\\0' "$(readlink /etc/localtime)" "$(cat /etc/timezone 2>/dev/null)"`,
}

/** Kernel values that change by themselves. */
const restlessSysctls =
	/^(fs\.(dentry-state|file-nr|inode-nr|inode-state|aio-nr|epoll|quota)|kernel\.(random\.|ns_last_pid|pty\.nr|sched_domain)|net\.netfilter\.nf_conntrack_count|vm\.stat|net\.ipv[46]\.(route|conf\.[^.]+\.stable_secret)|net\.ipv4\.tcp_(mem|fastopen_key))/

/** Reads the whole state of a host. Takes a few seconds; nothing on the host is changed. */
export async function snapshot(host: Host): Promise<Snapshot> {
	const script = snapshotKinds.map(kind => `printf 'KIND\\t%s\\0' '${kind}'\n(\n${readers[kind]}\n) || true`).join('\n')
	const output = await host.must(['bash', '-c', `export LC_ALL=C\n${script}\nprintf 'END\\t\\0'`], { timeout: 300_000 })
	if (!output.endsWith('END\t\0')) throw new Error(`${host.name}: the snapshot was cut off`)
	const result = new Map<string, Map<string, string>>()
	let current = new Map<string, string>()
	for (const record of output.split('\0')) {
		const tab = record.indexOf('\t')
		if (tab < 0) continue
		const name = record.slice(0, tab).replace(/^\n+/, '')
		const value = record.slice(tab + 1).trim()
		if (name === 'KIND') {
			current = new Map()
			result.set(value, current)
		} else if (name !== 'END') {
			const before = current.get(name)
			current.set(name, before === undefined ? value : `${before} ${value}`)
		}
	}
	const sysctls = result.get('sysctl')
	for (const name of [...(sysctls?.keys() ?? [])]) if (restlessSysctls.test(name)) sysctls?.delete(name)
	return Object.fromEntries(
		snapshotKinds.map(kind => [
			kind,
			Object.fromEntries([...(result.get(kind) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1))),
		]),
	) as Snapshot
}
