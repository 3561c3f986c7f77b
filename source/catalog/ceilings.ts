import type { Sourced } from './source.ts'

/** Up to which Kubernetes a host goes. Minors are the numbers behind '1.'. */
export interface KernelCheck extends Sourced {
	readonly from: number
	readonly to: number | undefined
	/** Oldest kernel that kubeadm's SystemVerification takes without an error. */
	readonly oldest: string
	/** Kernels that draw no warning either, as `major.minor`; '6+' is 6 and everything newer. */
	readonly unwarned: readonly string[] | undefined
}

export const kernelChecks = [
	{
		from: 20,
		to: 31,
		oldest: '3.10.0',
		unwarned: undefined,
		source: 'kubernetes/system-validators v1.7.0, v1.8.0 kernel_validator.go',
	},
	{
		from: 32,
		to: 33,
		oldest: '4.19.0',
		unwarned: undefined,
		source: 'kubernetes/system-validators v1.9.0–v1.9.2',
	},
	{
		from: 34,
		to: undefined,
		oldest: '3.10.0',
		unwarned: ['5.4', '5.10', '5.15', '6+'],
		source: 'kubernetes/system-validators v1.10.1; kubernetes/kubernetes#131919: a warning only',
	},
] as const satisfies readonly KernelCheck[]

/** The first minor that refuses cgroup v1 without overrides. */
export const cgroupV1 = {
	refusedFrom: 35,
	source: 'kubernetes/kubernetes CHANGELOG-1.35, #134744; kubernetes/system-validators v1.12.1',
} as const satisfies { refusedFrom: number } & Sourced

export interface ContainerdMatch extends Sourced {
	readonly from: number
	readonly to: number | undefined
	/** The oldest good release of each line that has one, oldest line first; newer lines than the last are good too. */
	readonly minimums: readonly string[]
	/** The first release that is too new. */
	readonly below: string | undefined
}

/** Which containerd serves which Kubernetes. */
export const containerdMatches = [
	{
		from: 20,
		to: 22,
		minimums: ['1.5.0'],
		below: '2.0.0',
		source: 'these kubelets speak CRI v1alpha2 only, which containerd 2.0 removed (containerd RELEASES.md)',
	},
	{ from: 23, to: 25, minimums: ['1.5.0'], below: undefined, source: 'containerd RELEASES.md@301026e58' },
	{ from: 26, to: 31, minimums: ['1.6.15', '1.7.0'], below: undefined, source: 'containerd RELEASES.md@301026e58' },
	{
		from: 32,
		to: 32,
		minimums: ['1.6.36', '1.7.24', '2.0.1', '2.1.0'],
		below: undefined,
		source: 'containerd RELEASES.md@301026e58',
	},
	{
		from: 33,
		to: 33,
		minimums: ['1.6.36', '1.7.24', '2.0.4', '2.1.0'],
		below: undefined,
		source: 'containerd RELEASES.md@301026e58',
	},
	{
		from: 34,
		to: 34,
		minimums: ['1.6.39', '1.7.28', '2.0.6', '2.1.3'],
		below: undefined,
		source: 'containerd RELEASES.md@301026e58',
	},
	{
		from: 35,
		to: 35,
		minimums: ['1.7.28', '2.1.5', '2.2.0'],
		below: undefined,
		source: 'containerd RELEASES.md@301026e58',
	},
	{
		from: 36,
		to: undefined,
		minimums: ['2.2.0', '2.3.0'],
		below: undefined,
		source: 'containerd RELEASES.md@301026e58; no row for 1.37 was seen, so that of 1.36 stands in',
	},
] as const satisfies readonly ContainerdMatch[]
