import type { Host } from './host.ts'
import { isBuiltIn } from './kernel-config.ts'

/** What the kernel has only with this module, where its name alone does not tell. */
const effects: Readonly<Record<string, string>> = {
	br_netfilter: '/proc/sys/net/bridge',
	nf_conntrack: '/proc/sys/net/netfilter/nf_conntrack_count',
	nf_conntrack_ipv4: '/proc/sys/net/netfilter/nf_conntrack_count',
	ip_vs: '/proc/net/ip_vs',
	ip_tables: '/proc/net/ip_tables_names',
}

export interface LoadedModule {
	/** How many use it, other modules and the rest of the kernel. */
	readonly uses: number
	/** Modules that use it. */
	readonly by: readonly string[]
}

/** Loaded modules by name, from /proc/modules; undefined: this kernel has none at all. */
export async function loadedModules(host: Host): Promise<ReadonlyMap<string, LoadedModule> | undefined> {
	const text = await host.readText('/proc/modules')
	if (text === undefined) return undefined
	const modules = text.split('\n').flatMap(line => {
		const [name, , uses, by] = line.split(' ')
		if (name === undefined || name === '') return []
		const users = (by ?? '-').split(',').filter(user => user !== '' && user !== '-')
		return [[name, { uses: Number(uses), by: users }] as const]
	})
	return new Map(modules)
}

/** Loaded or built in, found by name and, where modules cannot be listed, by its effect. */
export async function isLoaded(host: Host, name: string): Promise<boolean> {
	const spelled = name.replaceAll('-', '_')
	if ((await loadedModules(host))?.has(spelled)) return true
	if (await host.stat(`/sys/module/${spelled}`)) return true
	const effect = effects[spelled]
	if (effect !== undefined && (await host.stat(effect))) return true
	const filesystems = (await host.readText('/proc/filesystems')) ?? ''
	if (filesystems.split('\n').some(line => line.trim().split(/\s+/).at(-1) === spelled)) return true
	const release = (await host.readText('/proc/sys/kernel/osrelease'))?.trim() ?? ''
	const builtIn = (await host.readText(`/lib/modules/${release}/modules.builtin`)) ?? ''
	if (builtIn.split('\n').some(line => moduleOf(line) === spelled)) return true
	return isBuiltIn(host, spelled)
}

/** 'kernel/net/bridge/br_netfilter.ko' → 'br_netfilter' */
function moduleOf(path: string): string | undefined {
	return /([^/]+)\.ko(?:\.\w+)?$/.exec(path)?.[1]?.replaceAll('-', '_')
}
