import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeSync, copyFileSync, existsSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { quote } from 'zx'
import { installTools } from '../debian.ts'
import { BedError } from '../errors.ts'
import { network, runRoot } from '../paths.ts'
import { end, identify, isAlive, type ProcessId } from '../processes.ts'
import { readIfThere } from '../read.ts'
import { run } from '../shell.ts'
import { tarCopies } from './copies.ts'
import { execute } from './execute.ts'
import type { Host, HostKind, HostRecord, RunOptions, UpRequest } from './host.ts'
import { type ArgvFor, hostVerbs } from './verbs.ts'

/** A host as an emulated machine with its own kernel; its disk is `folder/disk.raw`, a copy that shares unchanged blocks. */
export const machine: HostKind = { up, open, down }

/** Emulated processors start slowly, and slower still beside other work. */
const bootMs = 300_000

const tools = ['qemu-system-x86', 'openssh-client', 'e2fsprogs']

async function up(request: UpRequest): Promise<{ process: ProcessId }> {
	const { name, address, folder, from, onStarted } = request
	await installTools(tools)
	await run('copy the disk', ['cp', '--reflink=auto', '--sparse=always', join(from, 'disk.raw'), diskOf(folder)])
	for (const file of ['vmlinuz', 'initrd', 'key', 'known_hosts']) copyFileSync(join(from, file), join(folder, file))
	await writeIdentity(request)
	const log = openSync(join(folder, 'qemu.log'), 'a', 0o600)
	const qemu = spawn('qemu-system-x86_64', qemuArguments(name, address, folder), {
		detached: true,
		stdio: ['ignore', log, log],
	})
	closeSync(log)
	qemu.unref()
	await new Promise<void>((resolve, reject) => {
		qemu.once('spawn', resolve)
		qemu.once('error', error => reject(new BedError(`${name}: the emulator did not start: ${error.message}`)))
	})
	const id = qemu.pid === undefined ? undefined : identify(qemu.pid)
	if (id === undefined) throw new BedError(`${name}: the emulator did not start: ${lastLine(join(folder, 'qemu.log'))}`)
	onStarted(id)
	try {
		await plugIn(id, request)
		await waitUntilBooted(id, request)
		return { process: id }
	} catch (error) {
		await leave(name, folder)
		await end(id)
		throw error
	}
}

const diskOf = (folder: string): string => join(folder, 'disk.raw')

/** The machine's end of its cable. The emulator makes it and it goes with the emulator, however that ends. */
const tapOf = (address: string): string => `kwbt${address.split('.').at(-1)}`

function qemuArguments(name: string, address: string, folder: string): string[] {
	const hardware = address
		.split('.')
		.map(part => Number(part).toString(16).padStart(2, '0'))
		.join(':')
	return [
		...['-name', name],
		...['-nodefaults', '-no-user-config', '-display', 'none'],
		...['-machine', 'q35', '-accel', 'tcg,thread=multi', '-cpu', processor],
		...['-smp', '2', '-m', '4096'],
		...['-kernel', join(folder, 'vmlinuz'), '-initrd', join(folder, 'initrd')],
		...['-append', kernelOptions.join(' ')],
		// The disk is thrown away with the host, so nothing waits for it to be safe.
		...['-drive', `file=${diskOf(folder)},if=none,id=disk,format=raw,cache=unsafe,discard=unmap`],
		...['-device', 'virtio-blk-pci,drive=disk'],
		...['-netdev', `tap,id=net,ifname=${tapOf(address)},script=no,downscript=no`],
		...['-device', `virtio-net-pci,netdev=net,mac=52:54:${hardware}`],
		...['-object', 'rng-random,filename=/dev/urandom,id=random', '-device', 'virtio-rng-pci,rng=random'],
		...['-serial', `file:${join(folder, 'console.log')}`],
	]
}

/** The quickest of those measured: AES as an instruction halves what TLS costs, AVX costs more than it brings. */
const processor = 'qemu64,+ssse3,+sse4.1,+sse4.2,+popcnt,+aes,+pclmulqdq'

const kernelOptions = [
	'root=/dev/vda',
	'rw',
	'console=ttyS0',
	'quiet',
	// Reading any other clock leaves the emulated processor: a fifth of all that Go programs do.
	'tsc=reliable',
	'clocksource=tsc',
	// Guards that cost time and that nobody here needs: against other users of the processor, and against slowness.
	'mitigations=off',
	'nokaslr',
	'init_on_alloc=0',
	'nowatchdog',
	'fsck.mode=skip',
	'systemd.getty_auto=no',
]

/** Puts the host's name, address and machine id on its disk, as an installer would have done. */
async function writeIdentity({ name, address, folder }: UpRequest): Promise<void> {
	const files = {
		'/etc/hostname': name,
		'/etc/machine-id': randomBytes(16).toString('hex'),
		'/etc/systemd/network/10-wired.network.d/address.conf': `[Network]\nAddress=${address}/${network.prefix}\nGateway=${network.gateway}`,
	}
	const script = ['mkdir /etc/systemd/network/10-wired.network.d']
	for (const [path, text] of Object.entries(files)) {
		const source = join(folder, path.slice(1).replaceAll('/', '-'))
		writeFileSync(source, `${text}\n`, { mode: 0o644 })
		script.push(`rm ${path}`, `write ${source} ${path}`)
	}
	const disk = diskOf(folder)
	await run('prepare the disk', ['debugfs', '-w', '-f', '-', disk], { input: `${script.join('\n')}\n` })
	// debugfs reports success whatever becomes of its commands.
	for (const [path, text] of Object.entries(files)) {
		const found = await run('prepare the disk', ['debugfs', '-R', `cat ${path}`, disk])
		if (found !== `${text}\n`) throw new BedError(`${name}: ${path} could not be written to its disk`)
	}
}

/** Hangs the machine's cable on the bed's bridge. */
async function plugIn(id: ProcessId, { name, address, folder }: UpRequest): Promise<void> {
	const tap = tapOf(address)
	const deadline = Date.now() + 30_000
	while (!existsSync(`/sys/class/net/${tap}`)) {
		if (!isAlive(id) || Date.now() > deadline)
			throw new BedError(`${name}: the emulator did not start: ${lastLine(join(folder, 'qemu.log'))}`)
		await sleep(20)
	}
	await run('connect the machine', ['ip', 'link', 'set', tap, 'master', network.bridge, 'up'])
}

async function waitUntilBooted(id: ProcessId, { name, address, folder }: UpRequest): Promise<void> {
	const deadline = Date.now() + bootMs
	const inTime = () => {
		if (!isAlive(id)) throw new BedError(`${name}: the emulator ended: ${lastLine(join(folder, 'qemu.log'))}`)
		if (Date.now() > deadline)
			throw new BedError(`${name}: did not finish booting in ${bootMs / 1000} s; see ${folder}/console.log`)
	}
	while (!(await greets(address))) {
		inTime()
		await sleep(200)
	}
	startMaster(name, address, folder)
	const question = ['systemctl', 'is-system-running']
	for (;;) {
		const { stdout } = await execute(inside(name, address, folder, question, {}), { timeout: 30_000 })
		if (/^(running|degraded)$/.test(stdout.trim())) return
		inTime()
		await sleep(200)
	}
}

/** Whether an SSH server answers there; a port that is merely open does not count. */
function greets(address: string): Promise<boolean> {
	return new Promise(resolve => {
		const socket = createConnection({ host: address, port: 22, timeout: 2000 })
		const finish = (answer: boolean) => {
			socket.destroy()
			resolve(answer)
		}
		socket.once('data', data => finish(data.toString().startsWith('SSH-')))
		for (const event of ['error', 'timeout', 'close']) socket.once(event, () => finish(false))
	})
}

function lastLine(path: string): string {
	const lines = readIfThere(path)?.trim().split('\n') ?? []
	return lines.at(-1) || 'no output'
}

/** In the folder for what runs now, because a socket's path may hold 107 characters at most. */
const socketOf = (name: string): string => join(runRoot, 'ssh', name)

function sshOptions(name: string, folder: string): string[] {
	const options = {
		BatchMode: 'yes',
		Ciphers: 'aes128-gcm@openssh.com',
		ConnectTimeout: 30,
		ControlPath: socketOf(name),
		GlobalKnownHostsFile: '/dev/null',
		IdentitiesOnly: 'yes',
		IdentityFile: join(folder, 'key'),
		LogLevel: 'ERROR',
		ServerAliveCountMax: 20,
		ServerAliveInterval: 15,
		StrictHostKeyChecking: 'yes',
		UserKnownHostsFile: join(folder, 'known_hosts'),
	}
	return ['-F', 'none', ...Object.entries(options).flatMap(([key, value]) => ['-o', `${key}=${value}`])]
}

/**
 * Opens the connection that all commands share: under emulation a handshake costs several times what a command does.
 * It ends with `leave`, or by itself when the machine is gone; without it every command makes its own connection.
 */
function startMaster(name: string, address: string, folder: string): void {
	mkdirSync(dirname(socketOf(name)), { recursive: true, mode: 0o700 })
	rmSync(socketOf(name), { force: true })
	spawn('ssh', [...sshOptions(name, folder), '-M', '-N', `root@${address}`], {
		detached: true,
		stdio: 'ignore',
	}).unref()
}

/** Ends the shared connection, if there is one. */
async function leave(name: string, folder: string): Promise<void> {
	if (existsSync(socketOf(name))) await execute(['ssh', ...sshOptions(name, folder), '-O', 'exit', 'host'])
	rmSync(socketOf(name), { force: true })
}

const defaultTimeout = 120_000

/** The argv that runs another argv on the machine, in the same environment as on a container host. */
function inside(
	name: string,
	address: string,
	folder: string,
	command: readonly string[],
	{ user = 'root', env = {}, timeout = defaultTimeout }: RunOptions,
	terminal = false,
): string[] {
	const environment = {
		PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
		HOME: user === 'root' ? '/root' : `/home/${user}`,
		USER: user,
		LOGNAME: user,
		LANG: 'C.UTF-8',
		...(terminal ? { TERM: process.env['TERM'] ?? 'xterm' } : {}),
		...env,
	}
	const assignments = Object.entries(environment).map(([key, value]) => `${key}=${value}`)
	// Ending ssh here does not end what it started there; a second later than here, so that here reports it.
	const limit = terminal ? [] : ['timeout', '--signal=KILL', String(timeout / 1000 + 1)]
	const asUser = user === 'root' ? [] : ['runuser', '-u', user, '--']
	const there = ['env', '--ignore-environment', '--chdir=/', ...assignments, ...limit, ...asUser, ...command]
	// ssh knows only one text, which root's shell, bash, takes apart again.
	return [
		'ssh',
		...sshOptions(name, folder),
		...(terminal ? ['-t'] : ['-T']),
		`root@${address}`,
		there.map(quote).join(' '),
	]
}

function open(record: HostRecord): Host {
	const { name, address, folder, process: emulator } = record
	if (!isAlive(emulator)) throw new BedError(`${name}: its emulator is not running any more`)
	const argvFor: ArgvFor = (command, options, terminal) => inside(name, address, folder, command, options, terminal)
	return hostVerbs(record, argvFor, tarCopies(name, argvFor))
}

async function down({ name, folder, process: emulator }: HostRecord): Promise<void> {
	// As if the power went: the disk is thrown away, so nothing needs a shutdown.
	await leave(name, folder)
	await end(emulator)
}
