import { message } from '../locales/message.ts'
import { byHand, confirmed, type Finding, type KnownFailure, type ProbeContext, proof, refuted } from './failure.ts'
import { outputOf } from './read-host.ts'

const common = {
	stage: 'package',
	title: message('failure.lock.title'),
	cause: message('failure.lock.cause'),
	advice: message('failure.lock.advice'),
	passing: true,
	check: { what: message('failure.lock.check'), within: 0 },
} as const

const aptLocks = [
	'/var/lib/dpkg/lock-frontend',
	'/var/lib/dpkg/lock',
	'/var/lib/apt/lists/lock',
	'/var/cache/apt/archives/lock',
]
const pidFiles = [
	'/var/run/yum.pid',
	'/var/lib/dnf/rpmdb_lock.pid',
	'/var/cache/dnf/metadata_lock.pid',
	'/var/cache/dnf/download_lock.pid',
]

/** Nothing is ever killed or deleted for a lock: a package manager that is cut off leaves worse behind. */
export const packages: readonly KnownFailure[] = [
	{
		...common,
		id: 'repo-apt-lock-held',
		signatures: [
			proof('Could not get lock /var/', /Could not get lock \/var\/(?:lib\/(?:dpkg|apt)|cache\/apt)\//),
			proof('Unable to acquire the dpkg frontend lock'),
			proof('dpkg frontend lock was locked by another process'),
		],
		probe: probeApt,
		source: 'apt fileutl.cc; dpkg',
	},
	{
		...common,
		id: 'repo-yum-lock-held',
		signatures: [
			proof('another copy is running as pid', /Existing lock \S{1,200}: another copy is running as pid \d/),
			proof('Another app is currently holding the yum lock'),
			proof('Waiting for process with pid ', /Waiting for process with pid \d{1,10} to finish/),
			proof("can't create transaction lock on"),
		],
		probe: probeDnf,
		source: 'yum; dnf lock.py; rpm',
	},
]

/** Locks of files as the kernel lists them: '1: POSIX  ADVISORY  WRITE 2794 08:01:131 0 EOF'. */
async function probeApt({ host }: ProbeContext): Promise<Finding> {
	const locks = ((await host.readText('/proc/locks')) ?? '').split('\n')
	for (const path of aptLocks) {
		if (!(await host.stat(path))) continue
		const inode = outputOf(await host.look(['stat', '-c', '%i', path]))?.trim()
		const held = locks.find(line => inode !== undefined && line.split(/\s+/)[5]?.endsWith(`:${inode}`))
		const pid = held?.split(/\s+/)[4]
		if (pid !== undefined) return heldBy({ host }, path, pid)
	}
	return refuted
}

async function probeDnf({ host }: ProbeContext): Promise<Finding> {
	for (const path of pidFiles) {
		const pid = (await host.readText(path))?.trim()
		if (pid && (await host.stat(`/proc/${pid}`))) return heldBy({ host }, path, pid)
	}
	return refuted
}

async function heldBy({ host }: Pick<ProbeContext, 'host'>, path: string, pid: string): Promise<Finding> {
	const program = (await host.readText(`/proc/${pid}/comm`).catch(() => undefined))?.trim() ?? '?'
	return confirmed([{ source: path, line: `held by ${program} (pid ${pid})` }], byHand(message('failure.lock.advice')))
}
