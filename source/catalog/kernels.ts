import type { Sourced } from './source.ts'

interface KernelOffer extends Sourced {
	/** A yum base URL; {arch} as in mirrors. */
	readonly baseurl: string
	readonly key: string
	/** Last ones of an archive that gets no more. */
	readonly last: { readonly lt: string; readonly ml: string } | undefined
}

/** ELRepo by EL release. Its fingerprint was not read from a primary source: the operator confirms the one shown. */
export const elrepo = {
	'7': {
		baseurl: 'https://mirrors.aliyun.com/elrepo/archive/kernel/el7/{arch}',
		key: 'https://www.elrepo.org/RPM-GPG-KEY-elrepo.org',
		last: { lt: '5.4.278-1.el7.elrepo', ml: '6.9.7-1.el7.elrepo' },
		source: 'files that use it: gone from elrepo.org, archives only',
	},
	'8': {
		baseurl: 'https://elrepo.org/linux/kernel/el8/{arch}/',
		key: 'https://www.elrepo.org/RPM-GPG-KEY-elrepo.org',
		last: undefined,
		source: 'elrepo.repo of elrepo-release, in files that use it',
	},
	'9': {
		baseurl: 'https://elrepo.org/linux/kernel/el9/{arch}/',
		key: 'https://www.elrepo.org/RPM-GPG-KEY-elrepo.org',
		last: undefined,
		source: 'elrepo.repo of elrepo-release, in files that use it',
	},
	'10': {
		baseurl: 'https://elrepo.org/linux/kernel/el10/{arch}/',
		key: 'https://www.elrepo.org/RPM-GPG-KEY-v2-elrepo.org',
		last: undefined,
		source: 'files that use it, 2026; the address by analogy (unverified)',
	},
} as const satisfies Readonly<Record<string, KernelOffer>>

/** Package names by choice; from EL9 on they are split into -core and -modules, which come by themselves. */
export const kernelPackages = {
	lt: 'kernel-lt',
	ml: 'kernel-ml',
	repository: 'elrepo-kernel',
	source: 'files that use it, 2026',
} as const satisfies Readonly<Record<string, string>> & Sourced
