import type { Sourced } from './source.ts'

interface KernelOffer extends Sourced {
	/** A yum base URL; {arch} as in mirrors. Undefined: only the release package's own. */
	readonly baseurl: string | undefined
	/** The package that brings the repository file. */
	readonly release: string | undefined
	readonly key: string
	/** Last ones of an archive that gets no more. */
	readonly last: { readonly lt: string; readonly ml: string } | undefined
}

/** ELRepo by EL release. Its fingerprint was not read from a primary source: the operator confirms the one shown. */
export const elrepo = {
	'7': {
		baseurl: 'https://mirrors.aliyun.com/elrepo/archive/kernel/el7/{arch}',
		release: undefined,
		key: 'https://www.elrepo.org/RPM-GPG-KEY-elrepo.org',
		last: { lt: '5.4.278-1.el7.elrepo', ml: '6.9.7-1.el7.elrepo' },
		source: 'files that use it: gone from elrepo.org, archives only',
	},
	'8': {
		baseurl: undefined,
		release: 'https://www.elrepo.org/elrepo-release-8.el8.elrepo.noarch.rpm',
		key: 'https://www.elrepo.org/RPM-GPG-KEY-elrepo.org',
		last: undefined,
		source: 'files that use it, 2026',
	},
	'9': {
		baseurl: undefined,
		release: 'https://www.elrepo.org/elrepo-release-9.el9.elrepo.noarch.rpm',
		key: 'https://www.elrepo.org/RPM-GPG-KEY-elrepo.org',
		last: undefined,
		source: 'files that use it, 2026',
	},
	'10': {
		baseurl: undefined,
		release: 'https://www.elrepo.org/elrepo-release-10.el10.elrepo.noarch.rpm',
		key: 'https://www.elrepo.org/RPM-GPG-KEY-v2-elrepo.org',
		last: undefined,
		source: 'files that use it, 2026',
	},
} as const satisfies Readonly<Record<string, KernelOffer>>

/** Package names by choice; from EL9 on they are split into -core and -modules, which come by themselves. */
export const kernelPackages = {
	lt: 'kernel-lt',
	ml: 'kernel-ml',
	repository: 'elrepo-kernel',
	source: 'files that use it, 2026',
} as const satisfies Readonly<Record<string, string>> & Sourced
