import type { Facts } from '../host/facts.ts'
import { type Message, message } from '../locales/message.ts'

/** A path that undo leaves different from before, and why. Nothing else may differ. */
export interface Residue {
	/** One exact path; a folder stands for all in it. */
	readonly path: string
	readonly why: Message
	/** Only on hosts of this family; undefined: everywhere. */
	readonly family?: Facts['os']['family']
}

const account = message('engine.residue.account')
const packages = message('engine.residue.packages')

/** The one list of what is not given back, shown at the end of undo. */
export const residue: readonly Residue[] = [
	{ path: '/var/lib/k8s-wizard', why: message('engine.residue.journal') },
	{ path: '/var/log/k8s-wizard', why: message('engine.residue.logs') },
	{ path: '/run/k8s-wizard', why: message('engine.residue.scratch') },
	{ path: '/etc/passwd-', why: account },
	{ path: '/etc/group-', why: account },
	{ path: '/etc/shadow-', why: account },
	{ path: '/etc/gshadow-', why: account },
	{ path: '/var/lib/dpkg/status-old', why: packages, family: 'deb' },
	{ path: '/var/lib/dpkg/available', why: packages, family: 'deb' },
	{ path: '/var/lib/apt/extended_states', why: packages, family: 'deb' },
	{ path: '/var/lib/apt/lists', why: message('engine.residue.lists'), family: 'deb' },
	{ path: '/var/cache/apt', why: message('engine.residue.lists'), family: 'deb' },
	{ path: '/var/cache/debconf', why: packages, family: 'deb' },
	{ path: '/var/lib/ucf/hashfile', why: packages, family: 'deb' },
	{ path: '/var/lib/ucf/hashfile.0', why: packages, family: 'deb' },
	{ path: '/var/log/apt', why: message('engine.residue.packageLogs'), family: 'deb' },
	{ path: '/var/log/dpkg.log', why: message('engine.residue.packageLogs'), family: 'deb' },
	{ path: '/var/lib/rpm', why: packages, family: 'rpm' },
	{ path: '/var/lib/dnf', why: packages, family: 'rpm' },
	{ path: '/var/lib/yum', why: packages, family: 'rpm' },
	{ path: '/var/cache/dnf', why: message('engine.residue.lists'), family: 'rpm' },
	{ path: '/var/cache/yum', why: message('engine.residue.lists'), family: 'rpm' },
	{ path: '/var/log/dnf.log', why: message('engine.residue.packageLogs'), family: 'rpm' },
	{ path: '/var/log/yum.log', why: message('engine.residue.packageLogs'), family: 'rpm' },
	{ path: '/var/cache/ldconfig/aux-cache', why: message('engine.residue.cache') },
	{ path: '/etc/ld.so.cache', why: message('engine.residue.cache') },
	{ path: '/var/log/journal', why: message('engine.residue.hostLogs') },
]

/** What may stay different on hosts of a family. */
export function residueOf(family: Facts['os']['family']): Residue[] {
	return residue.filter(entry => entry.family === undefined || entry.family === family)
}
