import { kernelModules } from '../catalog/settings.ts'
import { factsCommands } from './facts-commands.ts'
import type { Host } from './host.ts'

/** The options that the running kernel was built with; undefined: it does not tell. */
export async function readKernelConfig(host: Host, release: string): Promise<string | undefined> {
	const kept = await host.readText(`/boot/config-${release}`)
	if (kept !== undefined) return kept
	if ((await host.stat('/proc/config.gz')) === undefined) return undefined
	const shown = await host.look(factsCommands.kernelConfig)
	return shown.exitCode === 0 ? shown.stdout : undefined
}

/** y: built in · m: a module · n: neither. */
export function kernelOption(config: string, option: string): 'y' | 'm' | 'n' {
	const set = new RegExp(`^${option}=([ym])$`, 'm').exec(config)?.[1]
	return set === 'y' || set === 'm' ? set : 'n'
}

/** Whether the kernel says that it was built with this module inside; for kernels that list no modules at all. */
export async function isBuiltIn(host: Host, name: string): Promise<boolean> {
	const modules: Readonly<Record<string, { option: string }>> = kernelModules
	const option = modules[name]?.option
	if (option === undefined) return false
	const release = ((await host.readText('/proc/sys/kernel/osrelease')) ?? '').trim()
	const config = await readKernelConfig(host, release)
	return config !== undefined && kernelOption(config, option) === 'y'
}
