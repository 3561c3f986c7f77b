import { readdirSync, readFileSync } from 'node:fs'
import type { Evidence } from '../../source/failures/failure.ts'

export interface Fixture {
	/** 'kubelet-swap-on.kubeadm-1.13.log' */
	readonly name: string
	/** 'kubelet-swap-on' */
	readonly id: string
	/** 'captured on …' or 'composed …'. */
	readonly origin: string
	readonly text: string
}

/** The fixtures of a folder; the first line of each says where it comes from. */
export function fixturesOf(folder: 'fixtures' | 'quiet'): Fixture[] {
	const place = new URL(`${folder}/`, import.meta.url)
	return readdirSync(place).map(name => {
		const whole = readFileSync(new URL(name, place), 'utf8')
		const end = whole.indexOf('\n')
		return { name, id: name.split('.')[0] ?? '', origin: whole.slice(0, end), text: whole.slice(end + 1) }
	})
}

export function evidenceOf(text: string, trust: 'host' | 'pods' = 'host'): Evidence {
	return { sources: [{ name: 'log', trust, text }], unread: [] }
}
