import { parse } from 'smol-toml'
import type { Change } from '../changes/index.ts'
import { sha256 } from '../changes/sha256.ts'
import { outputOf, type ReadHost } from './read-host.ts'

export const containerdConfigPath = '/etc/containerd/config.toml'
export const containerdUnit = 'containerd.service'

type Table = Readonly<Record<string, unknown>>

/** What containerd works with, its own defaults included. */
export interface ContainerdConfig {
	/** As `containerd config dump` has it; undefined: it could not be asked, or its file cannot be read by it. */
	readonly effective: Table | undefined
	/** Of its config file; undefined: there is none. */
	readonly text: string | undefined
}

export async function readContainerdConfig(host: ReadHost): Promise<ContainerdConfig> {
	const [text, dump] = await Promise.all([
		host.readText(containerdConfigPath),
		host.look(['containerd', 'config', 'dump']),
	])
	return { text, effective: tableOf(outputOf(dump)) }
}

export function tableOf(text: string | undefined): Table | undefined {
	if (text === undefined) return undefined
	try {
		return parse(text)
	} catch {
		return undefined
	}
}

export function at(table: Table | undefined, ...keys: readonly string[]): unknown {
	let value: unknown = table
	for (const key of keys) {
		if (typeof value !== 'object' || value === null) return undefined
		value = (value as Table)[key]
	}
	return value
}

/** Tables and keys by what they mean: config version 3 renamed them. */
const places = {
	old: {
		sandbox: { table: ['plugins', 'io.containerd.grpc.v1.cri'], key: 'sandbox_image' },
		runc: {
			table: ['plugins', 'io.containerd.grpc.v1.cri', 'containerd', 'runtimes', 'runc', 'options'],
			key: 'SystemdCgroup',
		},
	},
	new: {
		sandbox: { table: ['plugins', 'io.containerd.cri.v1.images', 'pinned_images'], key: 'sandbox' },
		runc: {
			table: ['plugins', 'io.containerd.cri.v1.runtime', 'containerd', 'runtimes', 'runc', 'options'],
			key: 'SystemdCgroup',
		},
	},
} as const

type Setting = keyof (typeof places)['old']

function placeOf({ effective }: ContainerdConfig, setting: Setting) {
	const version = at(effective, 'version')
	return places[typeof version === 'number' && version >= 3 ? 'new' : 'old'][setting]
}

/** The value that containerd works with; undefined: it is not known. */
export function settingOf(config: ContainerdConfig, setting: Setting): unknown {
	const { table, key } = placeOf(config, setting)
	return at(config.effective, ...table, key)
}

/** The config file with one value replaced or added, nothing else touched. `value` is written as TOML. */
export function withSetting(config: ContainerdConfig, setting: Setting, value: string): string {
	const { table, key } = placeOf(config, setting)
	const version = at(config.effective, 'version')
	const text = config.text ?? `version = ${typeof version === 'number' ? version : 2}\n`
	return withKey(text, table, key, value)
}

/** A TOML text with `key = value` in a table: in the place of the line that is there, else after the table's header, else in a new table at the end. */
export function withKey(text: string, table: readonly string[], key: string, value: string): string {
	const lines = text.split('\n')
	const header = lines.findIndex(line => sameTable(line, table))
	if (header === -1) {
		const name = table.map(part => (/^[\w-]+$/.test(part) ? part : JSON.stringify(part))).join('.')
		return `${text}${text.endsWith('\n') || text === '' ? '' : '\n'}\n[${name}]\n  ${key} = ${value}\n`
	}
	const next = lines.findIndex((line, index) => index > header && line.trim().startsWith('['))
	const inside = lines.slice(header + 1, next === -1 ? undefined : next)
	const found = inside.findIndex(line => line.split('=')[0]?.trim() === key && line.includes('='))
	const indent = /^\s*/.exec(lines[found === -1 ? header : header + 1 + found] ?? '')?.[0] ?? ''
	if (found === -1) lines.splice(header + 1, 0, `${indent}  ${key} = ${value}`)
	else lines[header + 1 + found] = `${indent}${key} = ${value}`
	return lines.join('\n')
}

/** `[plugins."io.containerd.grpc.v1.cri"]`, with either kind of quotes. */
function sameTable(line: string, table: readonly string[]): boolean {
	const name = /^\[([^[\]]+)\]/.exec(line.trim())?.[1]
	if (name === undefined) return false
	const parts = name.match(/"[^"]*"|'[^']*'|[^.\s]+/g) ?? []
	return (
		parts.length === table.length && parts.every((part, index) => part.replace(/^["']|["']$/g, '') === table[index])
	)
}

/** A new content of the config file, and containerd started with it. Containers go on running meanwhile. */
export function withConfig(content: string, ...more: readonly Change[]): Change[] {
	return [
		{ kind: 'file', path: containerdConfigPath, content, mode: 0o644, readBy: [containerdUnit] },
		{
			kind: 'service',
			unit: containerdUnit,
			running: true,
			restartOn: [{ path: containerdConfigPath, sha256: sha256(content) }],
		},
		...more,
	]
}
