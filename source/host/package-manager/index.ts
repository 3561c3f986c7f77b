import { apt } from './apt.ts'
import { dnf } from './dnf.ts'
import type { PackageManager } from './package-manager.ts'

const managers = { apt, dnf: dnf('dnf'), yum: dnf('yum') } as const

/** The package manager of this name. */
export function packageManager(name: PackageManager['name']): PackageManager {
	return managers[name]
}

export type * from './package-manager.ts'
