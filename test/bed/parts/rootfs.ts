import {
	chmodSync,
	copyFileSync,
	existsSync,
	lstatSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	readlinkSync,
	realpathSync,
	renameSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs'
import { release as kernelRelease } from 'node:os'
import { dirname, join } from 'node:path'
import type { BuildContext, Part } from '../cache.ts'
import { bridgeTools } from '../packages/el.ts'
import { bedRoot } from '../paths.ts'
import { realTools } from '../profiles/centos-7.ts'
import { profiles } from '../profiles/index.ts'
import type { EnterpriseLinux, Profile } from '../profiles/profile.ts'
import { run } from '../shell.ts'
import { copyTree } from '../store.ts'
import { debianBase, unwanted } from './debian-base.ts'
import { debianPool } from './debian-pool.ts'
import { keys } from './keys.ts'
import { osRpms } from './rpm-repository.ts'
import { pathsBelow } from './trees.ts'

/** The root file systems by profile name; the folder of each holds the folder `root`. */
export const rootFileSystems: ReadonlyMap<string, Part> = new Map(
	profiles.map(profile => [profile.name, rootFileSystem(profile)]),
)

export function rootFileSystem(profile: Profile): Part {
	const el7 = profile.enterpriseLinux === 7
	return {
		name: `rootfs-${profile.name}`,
		files: [import.meta.filename, ...(el7 ? [join(bedRoot, 'stand-ins/el7')] : [])],
		values: [profile, profile.builtInModules === undefined ? undefined : kernelRelease()],
		needs: [debianBase, debianPool, keys, ...(profile.enterpriseLinux === undefined ? [] : [osRpms])],
		async build(into, context) {
			const root = join(into, 'root')
			await copyTree(join(context.dir(debianBase), 'root'), root)
			await installFromPool(root, profile, context)
			if (profile.enterpriseLinux !== undefined) {
				dropAlternatives(root)
				dropDebian(root)
			}
			if (el7) for (const path of bridgeTools) rmSync(join(root, path), { force: true })
			putFiles(root, profile)
			const inside = (what: string, argv: readonly string[], binds: readonly string[] = []) =>
				runInside(root, profile.name, what, argv, context.log, binds)
			await addOperator(root, profile, inside)
			for (const argv of profile.commands) await inside(`prepare ${profile.name}`, argv)
			if (profile.enterpriseLinux === undefined)
				copyFileSync(join(context.dir(keys), 'os.asc'), join(root, 'usr/share/keyrings/bed-archive-keyring.asc'))
			else await fillRpmDatabase(root, profile.enterpriseLinux, inside, context)
			if (el7) putStandIns(root)
			if (profile.builtInModules !== undefined) await nameBuiltIns(root, profile.builtInModules, inside)
			const systemctl = ['systemctl', `--root=${root}`]
			if (profile.disable.length > 0) await run('disable units', [...systemctl, 'disable', ...profile.disable])
			await run('enable units', [...systemctl, 'enable', ...profile.enable])
			cleanUp(root)
			if (profile.enterpriseLinux === undefined) listWhatIsThere(root)
		},
	}
}

/** Runs a program of the root file system in a container without a boot and without a network. */
async function runInside(
	root: string,
	name: string,
	what: string,
	argv: readonly string[],
	log: string,
	binds: readonly string[] = [],
): Promise<void> {
	await run(
		what,
		[
			'systemd-nspawn',
			'--quiet',
			`--directory=${root}`,
			// Builds run side by side, and their folders all have the same name.
			`--machine=build-${name}`,
			// Packages write the host's name into their settings.
			'--hostname=localhost',
			'--as-pid2',
			'--register=no',
			'--keep-unit',
			'--private-network',
			'--resolv-conf=off',
			'--timezone=off',
			'--link-journal=no',
			'--suppress-sync=yes',
			'--console=pipe',
			...binds.map(bind => `--bind-ro=${bind}`),
			'--setenv=DEBIAN_FRONTEND=noninteractive',
			'--setenv=LC_ALL=C',
			...argv,
		],
		{ log },
	)
}

async function installFromPool(root: string, profile: Profile, context: BuildContext): Promise<void> {
	const sources = join(context.scratch, 'sources.list')
	writeFileSync(sources, 'deb [trusted=yes] file:/run/archive ./\n')
	const options = {
		'Dir::Etc::SourceList': '/run/sources.list',
		'Dir::Etc::SourceParts': '/dev/null',
		'APT::Install-Recommends': 'false',
		'APT::Sandbox::User': 'root',
	}
	const dpkgOptions = ['--force-unsafe-io', '--force-confold', ...unwanted.map(pattern => `--path-exclude=${pattern}`)]
	const apt = [
		'apt-get',
		...Object.entries(options).flatMap(([key, value]) => ['-o', `${key}=${value}`]),
		...dpkgOptions.flatMap(option => ['-o', `DPkg::Options::=${option}`]),
	]
	const binds = [`${context.dir(debianPool)}:/run/archive`, `${sources}:/run/sources.list`]
	// Nothing may start inside: a package's script asks this program first.
	writeFileSync(join(root, 'usr/sbin/policy-rc.d'), '#!/bin/sh\nexit 101\n', { mode: 0o755 })
	await runInside(root, profile.name, 'read the pool’s index', [...apt, 'update'], context.log, binds)
	await runInside(
		root,
		profile.name,
		`install ${profile.name}`,
		[...apt, '--yes', 'install', ...profile.install],
		context.log,
		binds,
	)
	rmSync(join(root, 'usr/sbin/policy-rc.d'))
}

function putFiles(root: string, profile: Profile): void {
	for (const [path, { text, mode = 0o644 }] of Object.entries(profile.files)) {
		const target = join(root, path)
		mkdirSync(dirname(target), { recursive: true })
		rmSync(target, { force: true })
		writeFileSync(target, text)
		chmodSync(target, mode)
	}
	const links = { ...profile.links, '/etc/localtime': `/usr/share/zoneinfo/${profile.timezone}` }
	for (const [path, to] of Object.entries(links)) {
		rmSync(join(root, path), { force: true })
		symlinkSync(to, join(root, path))
	}
	if (profile.enterpriseLinux === undefined) writeFileSync(join(root, 'etc/timezone'), `${profile.timezone}\n`)
	else rmSync(join(root, 'etc/timezone'), { force: true })
}

type RunInside = (what: string, argv: readonly string[], binds?: readonly string[]) => Promise<void>

/** A person who works with sudo, as on most hosts: `admin`, without a password, so entered by root alone. */
async function addOperator(root: string, profile: Profile, inside: RunInside): Promise<void> {
	const { adminGroup } = profile
	await inside('add a group', ['groupadd', '--system', '--force', adminGroup])
	await inside('add a user', ['useradd', '--create-home', '--shell', '/bin/bash', '--groups', adminGroup, 'admin'])
	const sudoers = join(root, 'etc/sudoers.d/site')
	writeFileSync(sudoers, `%${adminGroup} ALL=(ALL:ALL) NOPASSWD: ALL\n`)
	chmodSync(sudoers, 0o440)
}

/** Records what is installed in a real rpm database. */
async function fillRpmDatabase(
	root: string,
	release: EnterpriseLinux,
	inside: RunInside,
	{ dir }: BuildContext,
): Promise<void> {
	mkdirSync(join(root, 'etc/pki/rpm-gpg'), { recursive: true })
	copyFileSync(join(dir(keys), 'os.asc'), join(root, 'etc/pki/rpm-gpg/RPM-GPG-KEY-bed'))
	const installed = readFileSync(join(dir(osRpms), `installed-${release}.txt`), 'utf8')
		.trim()
		.split('\n')
	const binds = [`${dir(osRpms)}:/run/rpms`]
	const files = installed.map(path => `/run/rpms/${path}`)
	await inside('import the signing key', ['rpmkeys', '--import', '/etc/pki/rpm-gpg/RPM-GPG-KEY-bed'])
	const rpm = ['rpm', '--install', '--justdb', '--nodeps', '--noscripts', '--notriggers', '--force-debian']
	await inside('fill the rpm database', [...rpm, ...files], binds)
}

/** Puts real links in the place of Debian's alternatives, which an rpm host does not have. */
function dropAlternatives(root: string): void {
	const alternatives = join(root, 'etc/alternatives')
	// Slaves of an alternative stand anywhere below /usr.
	for (const { path: inner, folder } of [...pathsBelow(join(root, 'usr'))]) {
		const path = join(root, 'usr', inner)
		if (folder || !lstatSync(path).isSymbolicLink() || !readlinkSync(path).startsWith('/etc/alternatives/')) continue
		const chosen = lstatSync(join(root, readlinkSync(path)), { throwIfNoEntry: false })
		const to = chosen === undefined ? undefined : readlinkSync(join(root, readlinkSync(path)))
		rmSync(path)
		if (to !== undefined) symlinkSync(to, path)
	}
	rmSync(alternatives, { recursive: true, force: true })
}

/** Packages that no rpm host has. */
const debianOnly = ['apt', 'dpkg', 'libapt-pkg6.0:amd64', 'debian-archive-keyring', 'debconf', 'init-system-helpers']

function dropDebian(root: string): void {
	const info = join(root, 'var/lib/dpkg/info')
	for (const name of debianOnly)
		for (const path of readFileSync(join(info, `${name}.list`), 'utf8')
			.trim()
			.split('\n')) {
			const at = join(root, path)
			// Lists name folders too, and /lib is a link to one.
			if (statSync(at, { throwIfNoEntry: false })?.isDirectory() !== true) rmSync(at, { force: true })
		}
	for (const path of [
		'etc/apt',
		'etc/debian_version',
		'etc/dpkg',
		'etc/init.d',
		'etc/lsb-release',
		'etc/systemd/system/timers.target.wants',
		'usr/lib/apt',
		'usr/lib/dpkg',
		'usr/share/dpkg',
		'var/cache/apt',
		'var/lib/apt',
		'var/lib/dpkg',
		...['0', '1', '2', '3', '4', '5', '6', 'S'].map(level => `etc/rc${level}.d`),
	])
		rmSync(join(root, path), { recursive: true, force: true })
}

/** Puts the stand-ins for Enterprise Linux 7 before the tools whose newer options they refuse. */
function putStandIns(root: string): void {
	const folder = join(bedRoot, 'stand-ins/el7')
	mkdirSync(join(root, realTools), { recursive: true })
	for (const name of readdirSync(folder)) {
		const place = ['usr/bin', 'usr/sbin'].map(each => join(root, each, name)).find(path => existsSync(path))
		if (place !== undefined) renameSync(realpathSync(place), join(root, realTools, name))
		const standIn = place ?? join(root, 'usr/bin', name)
		rmSync(standIn, { force: true })
		copyFileSync(join(folder, name), standIn)
		chmodSync(standIn, 0o755)
	}
	// These are systemctl by another name, and it goes by the name it is called with.
	for (const name of ['halt', 'poweroff', 'reboot', 'runlevel', 'shutdown', 'telinit']) {
		rmSync(join(root, 'usr/sbin', name), { force: true })
		symlinkSync(`${realTools}/systemctl`, join(root, 'usr/sbin', name))
	}
}

/** Lets modprobe know which modules the running kernel has built in. */
async function nameBuiltIns(root: string, modules: readonly string[], inside: RunInside): Promise<void> {
	const kernel = kernelRelease()
	const folder = join(root, 'usr/lib/modules', kernel)
	mkdirSync(folder, { recursive: true })
	writeFileSync(join(folder, 'modules.builtin'), modules.map(path => `${path}\n`).join(''))
	writeFileSync(join(folder, 'modules.order'), '')
	await inside('index the built-in modules', ['depmod', kernel])
}

/**
 * dpkg's lists name the manuals too that were left out. dpkg mends such a list whenever it removes any package, which
 * would show as a difference on a host that is nobody's doing.
 */
function listWhatIsThere(root: string): void {
	const info = join(root, 'var/lib/dpkg/info')
	for (const name of readdirSync(info).filter(each => each.endsWith('.list'))) {
		const lines = readFileSync(join(info, name), 'utf8').split('\n')
		const there = lines.filter(
			path => path === '' || lstatSync(join(root, path), { throwIfNoEntry: false }) !== undefined,
		)
		if (there.length < lines.length) writeFileSync(join(info, name), there.join('\n'))
	}
}

function cleanUp(root: string): void {
	for (const folder of ['tmp', 'var/log', 'var/log/apt', 'var/cache/debconf', 'var/cache/apt', 'var/lib/apt/lists']) {
		const path = join(root, folder)
		if (!existsSync(path)) continue
		// Folders there belong to services and to apt, which want them.
		for (const entry of readdirSync(path, { withFileTypes: true }))
			if (!entry.isDirectory()) rmSync(join(path, entry.name), { force: true })
	}
	writeFileSync(join(root, 'etc/machine-id'), '')
	rmSync(join(root, 'var/lib/dbus/machine-id'), { force: true })
	rmSync(join(root, 'etc/hostname'), { force: true })
}
