/** A file that a profile puts on the host; text files end with a newline. */
export interface ProfileFile {
	text: string
	/** Permission bits, 0o644 when absent. */
	mode?: number
}

/** What a kind of host is, beyond the base that all share: data, applied by parts/rootfs.ts. */
export interface Profile {
	name: string
	/** One sentence for the operator: what this host stands for, and what it is not. */
	what: string
	/** Debian packages on top of the base. */
	install: readonly string[]
	/** Path on the host → what it holds. */
	files: Readonly<Record<string, ProfileFile>>
	/** Path on the host → target of the symbolic link there. */
	links: Readonly<Record<string, string>>
	timezone: string
	/** The group that may use sudo. */
	adminGroup: string
	enable: readonly string[]
	disable: readonly string[]
	/** Argument lists that run on the finished file system, without a boot, with the host's own tools. */
	commands: readonly (readonly string[])[]
	/** Modules that `modules.builtin` of the running kernel names; absent: no /lib/modules at all, as in most containers. */
	builtInModules?: readonly string[]
	/** An rpm host: release of Enterprise Linux. Its packages are recorded in a real rpm database, dpkg and apt are taken away. */
	enterpriseLinux?: EnterpriseLinux
}

export type EnterpriseLinux = 7 | 9
