import { stringify, type TomlTable } from 'smol-toml'
import { containerdConfigs } from '../../catalog/containerd.ts'

export type ConfigVersion = (typeof containerdConfigs)[number]['version']

export interface ContainerdSettings {
	readonly configVersion: ConfigVersion
	/** Full name of the pause image of this Kubernetes version. */
	readonly sandboxImage: string
	/** The host may not lower OOM scores (most container hosts): runc would fail to start any pod. */
	readonly restrictOomScore: boolean
}

export const containerdSocket = '/run/containerd/containerd.sock'
export const containerdConfigFile = '/etc/containerd/config.toml'
export const registriesFolder = '/etc/containerd/certs.d'

/** A complete config.toml for this containerd; the catalog says which table holds what. */
export function containerdConfig(settings: ContainerdSettings): string {
	const tables = containerdConfigs.find(({ version }) => version === settings.configVersion) ?? containerdConfigs[0]
	const document: TomlTable = {
		version: tables.version,
		root: '/var/lib/containerd',
		state: '/run/containerd',
	}
	const grpc = tables.servers === 'top-level' ? ['grpc'] : ['plugins', 'io.containerd.server.v1.grpc']
	put(document, grpc, { address: containerdSocket })
	put(document, tables.sandboxTable, { [tables.sandboxKey]: settings.sandboxImage })
	put(document, snapshotterTable[tables.version], { snapshotter: 'overlayfs' })
	put(document, tables.registryTable, { config_path: registriesFolder })
	if (settings.restrictOomScore) put(document, tables.runtimeTable, { restrict_oom_score_adj: true })
	put(document, [...tables.runtimeTable, 'containerd'], { default_runtime_name: 'runc' })
	put(document, tables.runcTable, { runtime_type: 'io.containerd.runc.v2' })
	put(document, [...tables.runcTable, 'options'], { SystemdCgroup: true })
	put(document, [...tables.runtimeTable, 'cni'], cni[tables.version])
	return `# Written by k8s-wizard.\n${stringify(document)}`
}

const snapshotterTable: Readonly<Record<ConfigVersion, readonly string[]>> = {
	2: ['plugins', 'io.containerd.grpc.v1.cri', 'containerd'],
	3: ['plugins', 'io.containerd.cri.v1.images'],
	4: ['plugins', 'io.containerd.cri.v1.images'],
}

/** Debian's 1.x builds look in /usr/lib/cni by default; containerd 2 has /opt/cni/bin and another key for it. */
const cni: Readonly<Record<ConfigVersion, TomlTable>> = {
	2: { bin_dir: '/opt/cni/bin', conf_dir: '/etc/cni/net.d' },
	3: { conf_dir: '/etc/cni/net.d' },
	4: { conf_dir: '/etc/cni/net.d' },
}

function put(document: TomlTable, path: readonly string[], values: TomlTable): void {
	let table = document
	for (const name of path) {
		const next = table[name]
		const inner = isTable(next) ? next : {}
		table[name] = inner
		table = inner
	}
	Object.assign(table, values)
}

function isTable(value: unknown): value is TomlTable {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
}
