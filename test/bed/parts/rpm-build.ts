import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../shell.ts'
import { linkTree, pathsBelow } from './trees.ts'

/** One rpm to build from a tree of finished files. */
export interface RpmPackage {
	name: string
	version: string
	epoch?: number
	release: string
	summary: string
	/** Folder whose files become the package's, at the same paths below the root. */
	tree: string
	requires?: readonly string[]
	provides?: readonly string[]
	conflicts?: readonly string[]
	obsoletes?: readonly string[]
	/** systemd unit that its scripts register. */
	unit?: string
	/** System user made before its files arrive. */
	user?: string
}

/** Folders that belong to the system, never to a package of ours. */
export const systemFolders: ReadonlySet<string> = new Set([
	'/etc',
	'/etc/bash_completion.d',
	'/etc/default',
	'/etc/sysconfig',
	'/opt',
	'/usr',
	'/usr/bin',
	'/usr/lib',
	'/usr/lib/systemd',
	'/usr/lib/systemd/system',
	'/usr/lib/x86_64-linux-gnu',
	'/usr/lib64',
	'/usr/libexec',
	'/usr/sbin',
	'/usr/share',
	'/usr/share/bash-completion',
	'/usr/share/bash-completion/completions',
	'/usr/share/perl5',
	'/usr/share/zsh',
	'/usr/share/zsh/vendor-completions',
	'/var',
	'/var/cache',
	'/var/lib',
	'/var/log',
])

/**
 * Builds all packages in one run of rpmbuild and returns the paths of the rpms, in the order of `packages`.
 * Folders in `shared` are not owned by the packages.
 */
export async function buildRpms(
	packages: readonly RpmPackage[],
	{
		out,
		scratch,
		log,
		shared = systemFolders,
	}: { out: string; scratch: string; log: string; shared?: ReadonlySet<string> },
): Promise<string[]> {
	const buildRoot = join(scratch, 'buildroot')
	mkdirSync(buildRoot, { recursive: true })
	mkdirSync(out, { recursive: true })
	for (const { tree } of packages) linkTree(tree, buildRoot)
	const spec = join(scratch, 'packages.spec')
	writeFileSync(spec, specOf(packages, shared))
	const macros = {
		_topdir: scratch,
		_rpmdir: out,
		// Doubled, because the definition is expanded before the package is known.
		_rpmfilename: '%%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm',
		_binary_payload: 'w1.gzdio',
		_build_id_links: 'none',
		_unpackaged_files_terminate_build: '0',
		debug_package: '%{nil}',
		__os_install_post: '%{nil}',
		// The build root is laid out already: these keep rpmbuild from emptying it.
		__spec_install_pre: '%{___build_pre}',
		__spec_clean_body: '%{nil}',
	}
	await run(
		'build rpms',
		[
			'rpmbuild',
			'-bb',
			'--noclean',
			`--buildroot=${buildRoot}`,
			'--target=x86_64',
			...Object.entries(macros).flatMap(([name, value]) => ['--define', `${name} ${value}`]),
			spec,
		],
		{ log, env: { HOME: scratch } },
	)
	return packages.map(({ name, version, release }) => join(out, `${name}-${version}-${release}.x86_64.rpm`))
}

function specOf(packages: readonly RpmPackage[], shared: ReadonlySet<string>): string {
	return [
		'Name: bed\nVersion: 1\nRelease: 1\nSummary: Packages of the bed\nLicense: various\n\n%description\nPackages of the bed.\n',
		...packages.map(each => section(each, shared)),
	].join('\n')
}

function section(each: RpmPackage, shared: ReadonlySet<string>): string {
	const { name, version, release, summary, requires = [], provides = [], conflicts = [], obsoletes = [] } = each
	return [
		`%package -n ${name}`,
		...(each.epoch === undefined ? [] : [`Epoch: ${each.epoch}`]),
		`Version: ${version}`,
		`Release: ${release}`,
		`Summary: ${summary}`,
		'AutoReqProv: no',
		...requires.map(other => `Requires: ${other}`),
		...provides.map(other => `Provides: ${other}`),
		...conflicts.map(other => `Conflicts: ${other}`),
		...obsoletes.map(other => `Obsoletes: ${other}`),
		'',
		`%description -n ${name}`,
		`${summary}.`,
		'',
		...scripts(each),
		`%files -n ${name}`,
		...fileLines(each.tree, shared),
		'',
	].join('\n')
}

function fileLines(tree: string, shared: ReadonlySet<string>): string[] {
	const lines: string[] = []
	for (const { path, folder } of pathsBelow(tree)) {
		if (folder && shared.has(path)) continue
		const kind = folder ? '%dir ' : path.startsWith('/etc/') ? '%config(noreplace) ' : ''
		lines.push(`${kind}"${path.replaceAll('%', '%%')}"`)
	}
	return lines
}

/** What the rpm family's systemd and user macros come to. */
function scripts({ name, unit, user }: RpmPackage): string[] {
	const lines: string[] = []
	if (user !== undefined)
		lines.push(
			`%pre -n ${name}`,
			`getent group ${user} >/dev/null || groupadd -r ${user}`,
			`getent passwd ${user} >/dev/null || useradd -r -g ${user} -d /var/lib/${user} -s /sbin/nologin ${user}`,
			'exit 0',
			'',
		)
	if (unit !== undefined)
		lines.push(
			`%post -n ${name}`,
			`[ $1 -eq 1 ] && systemctl --no-reload preset ${unit} >/dev/null 2>&1 || :`,
			'[ -d /run/systemd/system ] && systemctl daemon-reload >/dev/null 2>&1 || :',
			'',
			`%preun -n ${name}`,
			`[ $1 -eq 0 ] && [ -d /run/systemd/system ] && systemctl stop ${unit} >/dev/null 2>&1 || :`,
			`[ $1 -eq 0 ] && systemctl --no-reload disable ${unit} >/dev/null 2>&1 || :`,
			'',
			`%postun -n ${name}`,
			'[ -d /run/systemd/system ] && systemctl daemon-reload >/dev/null 2>&1 || :',
			'',
		)
	return lines
}
