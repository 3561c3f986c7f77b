import { spawn } from 'node:child_process'
import { existsSync, openSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { BedError } from '../errors.ts'
import { network } from '../paths.ts'
import { end, identify, isAlive, type ProcessId } from '../processes.ts'
import { readIfThere } from '../read.ts'
import { run } from '../shell.ts'
import { copyTree, removeTree } from '../store.ts'
import { tarCopies } from './copies.ts'
import { execute } from './execute.ts'
import type { Host, HostKind, HostRecord, RunOptions, UpRequest } from './host.ts'
import { hostVerbs } from './verbs.ts'

/**
 * The clock and loadable modules belong to the whole machine. Both ways into a container host go without these
 * capabilities: what boots there, and what is run there from outside.
 */
const withheld = ['CAP_SYS_TIME', 'CAP_SYS_MODULE']

/** A host as a systemd container with its own init, network and mounts; its disk is `folder/root`. */
export const container: HostKind = { up, open, down }

const rootOf = (folder: string): string => join(folder, 'root')

async function up(request: UpRequest): Promise<{ process: ProcessId; init: ProcessId }> {
	const { name, address, folder, from, onStarted } = request
	const root = rootOf(folder)
	await copyTree(from, root)
	writeFileSync(join(root, 'etc/hostname'), `${name}\n`)
	const console = openSync(join(folder, 'console.log'), 'a', 0o600)
	const nspawn = spawn(
		'/bin/sh',
		[
			'-c',
			joinControlGroups,
			name,
			'systemd-nspawn',
			'--quiet',
			'--boot',
			`--directory=${root}`,
			`--machine=${name}`,
			// There is no systemd outside that could keep a register or a unit for it.
			'--register=no',
			'--keep-unit',
			`--network-bridge=${network.bridge}`,
			'--capability=all',
			`--drop-capability=${withheld.join(',')}`,
			'--system-call-filter=@keyring bpf add_key keyctl @mount',
			// The kubelet reads kernel messages.
			'--bind=/dev/kmsg',
			'--resolv-conf=off',
			'--timezone=off',
			'--link-journal=no',
			'--console=pipe',
		],
		{
			detached: true,
			stdio: ['ignore', console, console],
			env: { ...process.env, SYSTEMD_NSPAWN_API_VFS_WRITABLE: '1', SYSTEMD_NSPAWN_USE_CGNS: '1' },
		},
	)
	nspawn.unref()
	const id = nspawn.pid === undefined ? undefined : identify(nspawn.pid)
	if (id === undefined) throw new BedError(`${name}: systemd-nspawn did not start`)
	onStarted(id)
	try {
		const init = await findInit(id, name, folder)
		await connect(init, name, address)
		await makeCgroupsWritable(init)
		await waitUntilBooted(init, name, folder)
		return { process: id, init }
	} catch (error) {
		await end(id)
		throw error
	}
}

/**
 * Every host has a group of its own in every hierarchy, so that two kubelets never meet in one. A fresh cpuset has no
 * processors until it is told which. "$0" is the host's name, the rest is what to run there.
 */
const joinControlGroups = [
	'for each in /sys/fs/cgroup/*/; do',
	'	[ -e "$each/cgroup.procs" ] || continue',
	'	[ ! -e "$each/cgroup.clone_children" ] || echo 1 > "$each/cgroup.clone_children"',
	'	mkdir -p "$each/kwbed"; [ ! -e "$each/kwbed/cgroup.clone_children" ] || echo 1 > "$each/kwbed/cgroup.clone_children"',
	'	mkdir -p "$each/kwbed/$0" && echo 0 > "$each/kwbed/$0/cgroup.procs"',
	'done',
	'exec "$@"',
].join('\n')

/** Its network is set from outside: with /sys writable, networkd inside would wait for a udev that is not there. */
async function connect(init: ProcessId, name: string, address: string): Promise<void> {
	const inside = ['nsenter', `--target=${init.pid}`, '--net', '--', 'ip']
	const deadline = Date.now() + 5000
	while ((await execute([...inside, 'link', 'show', 'host0'])).exitCode !== 0) {
		if (Date.now() > deadline) throw new BedError(`${name}: its network interface did not appear`)
		await sleep(20)
	}
	await run('address the host', [...inside, 'address', 'add', `${address}/${network.prefix}`, 'dev', 'host0'])
	await run('connect the host', [...inside, 'link', 'set', 'host0', 'up'])
	await run('give the host a default route', [...inside, 'route', 'add', 'default', 'via', network.gateway])
}

function childrenOf(pid: number): number[] {
	const listed = readIfThere(`/proc/${pid}/task/${pid}/children`) ?? ''
	return listed
		.split(' ')
		.filter(text => text !== '')
		.map(Number)
}

/** The pid of the host's init as seen from here: the descendant of nspawn that is process 1 of a namespace. */
async function findInit(nspawn: ProcessId, name: string, folder: string): Promise<ProcessId> {
	const deadline = Date.now() + 10_000
	while (Date.now() < deadline) {
		if (!isAlive(nspawn)) throw new BedError(`${name}: systemd-nspawn ended: ${lastConsoleLine(folder)}`)
		const candidates = childrenOf(nspawn.pid).flatMap(pid => [pid, ...childrenOf(pid)])
		for (const pid of candidates) {
			const status = readIfThere(`/proc/${pid}/status`) ?? ''
			const isInit = /^NSpid:\s+\d+\s+1$/m.test(status) && /^Name:\s+systemd$/m.test(status)
			const id = isInit ? identify(pid) : undefined
			if (id !== undefined) return id
		}
		await sleep(20)
	}
	throw new BedError(`${name}: its init did not start: ${lastConsoleLine(folder)}`)
}

/** nspawn mounts cgroup v1 controllers read-only inside; a kubelet and a container runtime write there. */
async function makeCgroupsWritable(init: ProcessId): Promise<void> {
	const script =
		'for each in /sys/fs/cgroup /sys/fs/cgroup/*; do mountpoint -q "$each" && mount -o remount,bind,rw "$each"; done; true'
	await run('make control groups writable', enter(init, ['/bin/sh', '-c', script]))
}

async function waitUntilBooted(init: ProcessId, name: string, folder: string): Promise<void> {
	const deadline = Date.now() + 30_000
	let state = 'not answering'
	while (Date.now() < deadline) {
		if (!isAlive(init)) throw new BedError(`${name}: its init ended while booting: ${lastConsoleLine(folder)}`)
		const result = await execute(enter(init, ['systemctl', 'is-system-running']), { timeout: 5000 })
		state = result.stdout.trim() || 'not answering'
		if (state === 'running' || state === 'degraded') return
		await sleep(50)
	}
	throw new BedError(`${name}: did not finish booting in 30 s (${state}); see ${folder}/console.log`)
}

function lastConsoleLine(folder: string): string {
	const path = join(folder, 'console.log')
	const lines = readIfThere(path)?.trim().split('\n') ?? []
	return lines.at(-1) ?? 'no output'
}

/** The argv that runs another argv inside the host, without the capabilities that belong to the whole machine. */
function enter(init: ProcessId, argv: readonly string[]): string[] {
	const bounding = withheld.map(name => `-${name.slice(4).toLowerCase()}`).join(',')
	return ['setpriv', `--bounding-set=${bounding}`, 'nsenter', `--target=${init.pid}`, '--all', '--', ...argv]
}

function open(record: HostRecord): Host {
	const { init } = record
	if (init === undefined || !isAlive(init)) throw new BedError(`${record.name}: its init is not running any more`)
	const argvFor = (command: readonly string[], options: RunOptions, terminal: boolean): string[] => {
		const { user = 'root', env = {} } = options
		const home = user === 'root' ? '/root' : `/home/${user}`
		const environment = {
			PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
			HOME: home,
			USER: user,
			LOGNAME: user,
			LANG: 'C.UTF-8',
			...(terminal ? { TERM: process.env['TERM'] ?? 'xterm' } : {}),
			...env,
		}
		const assignments = Object.entries(environment).map(([key, value]) => `${key}=${value}`)
		const asUser = user === 'root' ? [] : ['runuser', '-u', user, '--']
		return enter(init, ['env', '--ignore-environment', '--chdir=/', ...assignments, ...asUser, ...command])
	}
	return hostVerbs(record, argvFor, tarCopies(record.name, argvFor))
}

async function down(record: HostRecord): Promise<void> {
	// Killing its init ends every process of the host at once: the disk is thrown away, nothing needs a shutdown.
	if (record.init !== undefined) await end(record.init, 0)
	await end(record.process)
	for (const group of controlGroupsOf(record.name)) removeControlGroup(group)
	await removeTree(rootOf(record.folder))
}

/** The host's groups; nobody else removes what it leaves there. */
function controlGroupsOf(name: string): string[] {
	const base = '/sys/fs/cgroup'
	return readdirSync(base)
		.map(hierarchy => join(base, hierarchy, 'kwbed', name))
		.filter(group => existsSync(group))
}

function removeControlGroup(path: string): void {
	try {
		for (const entry of readdirSync(path, { withFileTypes: true }))
			if (entry.isDirectory()) removeControlGroup(join(path, entry.name))
		rmdirSync(path)
	} catch {
		// A process that is just ending keeps it busy; an empty group does no harm.
	}
}
