import type { Sourced } from './source.ts'

interface PinnedKey extends Sourced {
	readonly fingerprint: string
	readonly owner: string
	/** As seen; a refreshed copy of the same fingerprint is taken too. Undefined: never. */
	readonly expires: string | undefined
}

/** Only fingerprints read from a primary source stand here; any other key's is confirmed by the operator. */
export const keys = {
	kubernetes: {
		fingerprint: 'DE15B14486CD377B9E876E1A234654DA9A296436',
		owner: 'isv:kubernetes OBS Project <isv:kubernetes@build.opensuse.org>',
		expires: '2026-12-29',
		source: 'kubernetes/kubernetes#128609; one key for every minor',
	},
	dockerRpm: {
		fingerprint: '060A61C51B558A7F742B77AAC52FEB6B621E9F35',
		owner: 'Docker Release (CE rpm) <docker@docker.com>',
		expires: undefined,
		source: 'docker/docs content/manuals/engine/install/centos.md@26aaea63a4',
	},
	dockerDeb: {
		fingerprint: '9DC858229FC7DD38854AE2D88D81803C0EBFCD88',
		owner: 'Docker Release (CE deb) <docker@docker.com>',
		expires: undefined,
		source: 'docker/docker.github.io engine/install/ubuntu.md@667c3d2559',
	},
} as const satisfies Readonly<Record<string, PinnedKey>>

/** Copies of the key under the paths of older minors expired on 2024-11-02: it is taken from this one's or a later path. */
export const keyPathFromMinor = {
	minor: 31,
	source: 'kubernetes/release#3818',
} as const satisfies { minor: number } & Sourced
