import { dirname } from 'node:path'
import type { Handlers, Model, ModelUnit, Outcome } from './model.ts'

const ok: Outcome = {}

/** Commands of systemd, the kernel and the shell that Changes run. */
export const systemCommands: Handlers = {
	systemctl(model, { rest }) {
		const verb = rest[0] ?? ''
		if (verb === 'show') {
			const names = rest.slice(1).filter((word, index, words) => word !== '-p' && words[index - 1] !== '-p')
			return { stdout: names.map(name => shown(model, name)).join('\n') }
		}
		if (verb === 'daemon-reload') return ok
		if (verb === 'is-active') {
			const running = unitOf(model, rest[1] ?? '')?.running ?? false
			return { stdout: running ? 'active\n' : 'inactive\n', exitCode: running ? 0 : 3 }
		}
		const alter = verbs[verb]
		if (!alter) return undefined
		const name = rest[1] ?? ''
		const unit = unitOf(model, name)
		if (!unit) return { exitCode: 5, stdout: `Failed to ${verb} ${name}: Unit ${name} not found.\n` }
		if (unit.masked && ['start', 'restart', 'enable'].includes(verb)) {
			return { exitCode: 1, stdout: `Failed to ${verb} ${name}: Unit ${name} is masked.\n` }
		}
		alter(unit, model.clock.now())
		return { takes: 200 }
	},

	hostnamectl({ files }, { rest }) {
		const [which, verb, name] = rest
		if (verb !== 'set-hostname' || name === undefined) return undefined
		if (which === '--transient') files.put('/proc/sys/kernel/hostname', `${name}\n`)
		else if (name === '') files.drop('/etc/hostname')
		else files.put('/etc/hostname', `${name}\n`)
		return { takes: 100 }
	},

	timedatectl({ files }, { rest }) {
		const [verb, value = ''] = rest
		if (verb === 'set-timezone') {
			files.link('/etc/localtime', `../usr/share/zoneinfo/${value}`)
			if (files.has('/etc/timezone')) files.put('/etc/timezone', `${value}\n`)
		} else if (verb === 'set-local-rtc') {
			files.put('/etc/adjtime', `0.0 0 0.0\n0\n${value === '1' ? 'LOCAL' : 'UTC'}\n`)
		} else return undefined
		return { takes: 100 }
	},

	setenforce({ files }, { rest }) {
		files.put('/sys/fs/selinux/enforce', rest[0] ?? '')
		return ok
	},

	swapoff({ files }, { rest }) {
		const lines = (files.text('/proc/swaps') ?? '').split('\n')
		files.put('/proc/swaps', lines.filter(line => line.split(/\s+/)[0] !== rest[0]).join('\n'))
		return { takes: 300 }
	},

	swapon({ files }, { rest }) {
		const priority = rest[0] === '-p' ? (rest[1] ?? '-2') : '-2'
		files.put(
			'/proc/swaps',
			`${(files.text('/proc/swaps') ?? '').trimEnd()}\n${rest.at(-1)} partition 2097148 0 ${priority}\n`,
		)
		return ok
	},

	modprobe(model, { rest }) {
		const name = rest.at(-1) ?? ''
		if (!model.modules.has(name)) {
			return { exitCode: 1, stdout: `modprobe: FATAL: Module ${name} not found in directory /lib/modules\n` }
		}
		load(model, name)
		return { takes: 50 }
	},

	rmmod(model, { rest }) {
		const name = rest[0] ?? ''
		const lines = (model.files.text('/proc/modules') ?? '').split('\n').filter(line => line !== '')
		const own = lines.find(line => line.startsWith(`${name} `))
		if (own === undefined || own.split(' ')[2] !== '0')
			return { exitCode: 1, stdout: `rmmod: ERROR: Module ${name} is in use\n` }
		for (const path of Object.keys(model.modules.get(name)?.files ?? {})) model.files.drop(dirname(path))
		const depends = model.modules.get(name)?.depends ?? []
		const left = lines
			.filter(line => line !== own)
			.map(line => (depends.includes(line.split(' ')[0] ?? '') ? release(line, name) : line))
		model.files.put('/proc/modules', left.map(line => `${line}\n`).join(''))
		return ok
	},

	mkdir({ files }, { rest }) {
		files.folder(rest.at(-1) ?? '')
		return ok
	},

	cp({ files }, { rest }) {
		const [from = '', to = ''] = rest.slice(-2)
		files.put(to, files.text(from) ?? '', 0o600)
		return ok
	},

	rm({ files }, { rest }) {
		files.drop(rest.at(-1) ?? '')
		return ok
	},

	umount: () => ok,

	sh({ files }, { rest, input, user }) {
		const [flag, script = '', , path, mode] = rest
		if (flag !== '-c' || !script.includes('cat >"$1') || path === undefined || mode === undefined) return undefined
		const owner = userOf(files.text('/etc/passwd'), user)
		files.put(path, input, Number.parseInt(mode, 8), owner)
		return ok
	},

	mv({ files }, { rest }) {
		const [flag, , from, to] = rest
		if (flag !== '-T' || from === undefined || to === undefined) return undefined
		files.move(from, to)
		return ok
	},

	ip({ files, routes }, { rest }) {
		const [family, what, verb, destination] = rest
		if (what === 'route' && verb === 'show')
			return { stdout: [...routes].filter(line => line.includes(':') === (family === '-6')).join('\n') }
		if (what === 'route' && verb === 'delete') {
			for (const line of routes) if (line.startsWith(`${destination} `)) routes.delete(line)
			return ok
		}
		if (rest[0] !== 'link' || rest[1] !== 'delete') return undefined
		files.drop(`/sys/class/net/${rest[2]}`)
		return ok
	},
}

function userOf(passwd: string | undefined, name: string | undefined): { uid: number; gid: number } {
	const line = passwd?.split('\n').find(entry => entry.startsWith(`${name}:`))
	const [, , uid, gid] = line?.split(':') ?? []
	return { uid: Number(uid ?? 0), gid: Number(gid ?? 0) }
}

const verbs: Readonly<Record<string, (unit: ModelUnit, now: number) => void>> = {
	enable: unit => set(unit, { enabled: true }),
	disable: unit => set(unit, { enabled: false }),
	mask: unit => set(unit, { masked: true }),
	unmask: unit => set(unit, { masked: false }),
	stop: unit => set(unit, { running: false, startedAt: 0 }),
	start: (unit, now) => set(unit, { running: true, startedAt: unit.running ? unit.startedAt : now }),
	restart: (unit, now) => set(unit, { running: true, startedAt: now }),
	'try-restart': (unit, now) => set(unit, { startedAt: unit.running ? now : 0 }),
}

function set(unit: ModelUnit, values: Partial<ModelUnit>): void {
	Object.assign(unit, values)
}

function unitOf({ units }: Model, name: string): ModelUnit | undefined {
	return units.get(/\.[a-z]+$/.test(name) ? name : `${name}.service`)
}

function shown(model: Model, name: string): string {
	const unit = unitOf(model, name)
	const stamp = (time: number): string => `Tue ${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`
	return [
		`Id=${name}`,
		`LoadState=${unit ? (unit.masked ? 'masked' : 'loaded') : 'not-found'}`,
		`ActiveState=${unit?.running ? 'active' : 'inactive'}`,
		`UnitFileState=${unit ? (unit.masked ? 'masked' : unit.enabled ? 'enabled' : 'disabled') : ''}`,
		`ActiveEnterTimestamp=${unit?.running ? stamp(unit.startedAt) : ''}`,
		'NeedDaemonReload=no',
		'',
	].join('\n')
}

function load(model: Model, name: string): void {
	const loaded = (): string[] => (model.files.text('/proc/modules') ?? '').split('\n').filter(line => line !== '')
	if (loaded().some(line => line.startsWith(`${name} `))) return
	const module = model.modules.get(name)
	for (const needed of module?.depends ?? []) load(model, needed)
	const lines = loaded().map(line => (module?.depends.includes(line.split(' ')[0] ?? '') ? hold(line, name) : line))
	model.files.put('/proc/modules', [`${name} 16384 0 - Live 0x0`, ...lines].map(line => `${line}\n`).join(''))
	for (const [path, content] of Object.entries(module?.files ?? {})) {
		model.files.folder(dirname(path))
		model.files.put(path, content)
	}
}

function hold(line: string, by: string): string {
	const [name, size, uses, users, ...rest] = line.split(' ')
	return [name, size, Number(uses) + 1, `${users === '-' ? '' : users}${by},`, ...rest].join(' ')
}

function release(line: string, by: string): string {
	const [name, size, uses, users, ...rest] = line.split(' ')
	return [name, size, Number(uses) - 1, users?.replace(`${by},`, '') || '-', ...rest].join(' ')
}
