import { kernelModules, sysctls } from '../catalog/settings.ts'
import type { Facts, ModuleState } from './facts.ts'
import { factsCommands } from './facts-commands.ts'
import type { Host } from './host.ts'
import { kernelOption, readKernelConfig } from './kernel-config.ts'

type KernelFacts = Pick<Facts, 'kernel' | 'cgroup' | 'modules' | 'sysctls' | 'mayLowerOomScore' | 'mayWriteConntrack'>

const capabilities = { sysModule: 16, sysResource: 24 } as const

/** What this kernel is and lets this host do. Nothing here needs /sys/module, /proc/modules or lsmod. */
export async function readKernel(host: Host): Promise<KernelFacts> {
	const release = ((await host.readText('/proc/sys/kernel/osrelease')) ?? '').trim()
	const [controllers, initStatus, userMap, conntrackWritable, conntrackState, modules, values] = await Promise.all([
		host.stat('/sys/fs/cgroup/cgroup.controllers'),
		host.readText('/proc/1/status'),
		host.readText('/proc/self/uid_map'),
		host.look(factsCommands.conntrackWritable),
		host.stat('/proc/sys/net/netfilter/nf_conntrack_max'),
		readModules(host, release),
		readSysctls(host),
	])
	const [major = 0, minor = 0, patch = 0] = (/^(\d+)\.(\d+)(?:\.(\d+))?/.exec(release) ?? [])
		.slice(1)
		.map(part => Number(part ?? 0))
	// Services are started by pid 1: what it has dropped they cannot have. In a user namespace it counts for nothing.
	const ownUsers = /^\s*0\s+0\s+4294967295\s*$/.test(userMap ?? '0 0 4294967295')
	const has = (capability: number) => hasCapability(initStatus ?? '', capability)
	return {
		kernel: { release, major, minor, patch },
		cgroup: controllers === undefined ? 1 : 2,
		modules: has(capabilities.sysModule) && ownUsers ? modules : withoutLoading(modules),
		sysctls: values,
		mayLowerOomScore: has(capabilities.sysResource) && ownUsers,
		// Where the module is not loaded yet, whoever may load it may write it too.
		mayWriteConntrack: conntrackState === undefined ? has(capabilities.sysModule) : conntrackWritable.exitCode === 0,
	}
}

/** Whether the bounding set in a process's /proc status holds a capability. */
export function hasCapability(status: string, capability: number): boolean {
	const mask = /^CapBnd:\s*([0-9a-f]+)$/m.exec(status)?.[1]
	return mask !== undefined && ((BigInt(`0x${mask}`) >> BigInt(capability)) & 1n) === 1n
}

function withoutLoading(modules: Facts['modules']): Facts['modules'] {
	const kept = Object.entries(modules).map(([name, state]) => [name, state === 'loadable' ? 'absent' : state] as const)
	return Object.fromEntries(kept)
}

async function readModules(host: Host, release: string): Promise<Facts['modules']> {
	const folder = `/lib/modules/${release}`
	const [filesystems, builtin, loadable, config] = await Promise.all([
		host.readText('/proc/filesystems'),
		host.readText(`${folder}/modules.builtin`),
		host.readText(`${folder}/modules.dep`),
		readKernelConfig(host, release),
	])
	const named = (text: string | undefined, name: string) =>
		text !== undefined && new RegExp(`/${name.replaceAll('_', '[_-]')}\\.ko`).test(text)
	const states = await Promise.all(
		Object.entries(kernelModules).map(async ([name, module]): Promise<[string, ModuleState]> => {
			const visible = await Promise.all([
				host.stat(`/sys/module/${name}`),
				module.path === undefined ? undefined : host.stat(module.path),
			])
			const mounted = module.filesystem !== undefined && hasFilesystem(filesystems, module.filesystem)
			const option = config === undefined ? undefined : kernelOption(config, module.option)
			if (mounted || visible.some(state => state !== undefined)) return [name, 'loaded']
			if (named(builtin, name) || option === 'y') return [name, 'loaded']
			if (named(loadable, name)) return [name, 'loadable']
			return [name, option === undefined && loadable === undefined ? 'unknown' : 'absent']
		}),
	)
	return Object.fromEntries(states)
}

function hasFilesystem(filesystems: string | undefined, name: string): boolean {
	return (filesystems ?? '').split('\n').some(line => line.trim().split(/\s+/).pop() === name)
}

async function readSysctls(host: Host): Promise<Readonly<Record<string, string>>> {
	const values = await Promise.all(
		sysctls.map(async ({ key }) => [key, await readQuietly(host, `/proc/sys/${key.replaceAll('.', '/')}`)] as const),
	)
	return Object.fromEntries(values.flatMap(([key, value]) => (value === undefined ? [] : [[key, value.trim()]])))
}

/** Some keys exist and cannot be read from inside a container. */
async function readQuietly(host: Host, path: string): Promise<string | undefined> {
	try {
		return await host.readText(path)
	} catch {
		return undefined
	}
}
