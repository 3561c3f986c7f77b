import { setTimeout as wait } from 'node:timers/promises'
import type { Host } from './host.ts'
import { act, look } from './real-commands.ts'
import { queryDns } from './real-dns.ts'
import { realFiles } from './real-files.ts'
import { request } from './real-request.ts'

/** The machine that the program runs on. */
export function realHost(): Host {
	return {
		kind: 'real',
		now: () => new Date(),
		async sleep(milliseconds, signal) {
			try {
				await wait(milliseconds, undefined, signal && { signal })
			} catch {
				// Woken early: the caller looks at its signal itself.
			}
		},
		look,
		act,
		...realFiles,
		request,
		queryDns,
	}
}
