import { BedError } from './errors.ts'
import { $, run } from './shell.ts'

/** One archive that this machine's own apt is set to use, with its suite. */
export interface DebianSource {
	uri: string
	suite: string
	signedBy: string | undefined
}

/** The suite everything is made from. */
export const suite = 'bookworm'

/**
 * The Debian archives of this machine's apt configuration (main, updates, security), so that the bed reaches packages
 * the way the machine does. `K8S_WIZARD_BED_DEBIAN` names another archive instead.
 */
export async function debianSources(): Promise<DebianSource[]> {
	const override = process.env['K8S_WIZARD_BED_DEBIAN']
	if (override !== undefined) return [{ uri: override, suite, signedBy: undefined }]
	const format = '$(CREATED_BY)|$(REPO_URI)|$(RELEASE)|$(COMPONENT)|$(SIGNED_BY)'
	const listed = await $`apt-get indextargets --format ${format} ${'Created-By: Packages'}`
	const sources = new Map<string, DebianSource>()
	for (const line of listed.stdout.split('\n')) {
		const [, uri, release, component, signedBy] = line.split('|')
		if (uri === undefined || release === undefined || component !== 'main' || !release.startsWith(suite)) continue
		// apt before 2.7 does not know the field and leaves it as it was written.
		const keyring = signedBy?.startsWith('/') === true ? signedBy : undefined
		sources.set(`${uri} ${release}`, { uri, suite: release, signedBy: keyring })
	}
	if (sources.size === 0)
		throw new BedError(
			`apt on this machine knows no archive of Debian 12 (${suite}); the bed is built from its packages.`,
		)
	return [...sources.values()]
}

/** apt source lines for the archives, `kind` being deb or deb-src. */
export function sourceLines(sources: readonly DebianSource[], kind: 'deb' | 'deb-src'): string[] {
	return sources.map(({ uri, suite: name, signedBy }) => {
		const options = signedBy === undefined ? '' : `[signed-by=${signedBy}] `
		return `${kind} ${options}${uri} ${name} main`
	})
}

/** Fail soon and once: a dead archive must be told in a minute, not in ten. */
export const aptPatience = [
	'-o',
	'Acquire::Retries=1',
	'-o',
	'Acquire::http::Timeout=20',
	'-o',
	'Acquire::https::Timeout=20',
	'-o',
	'DPkg::Lock::Timeout=300',
]

/** Installs Debian packages on the machine that builds the bed; does nothing when all are there. */
export async function installTools(packages: readonly string[]): Promise<void> {
	const query = await $({
		nothrow: true,
	})`dpkg-query --show --showformat=${'${db:Status-Abbrev}${binary:Package}\n'} ${packages}`
	const present = new Set(
		query.stdout
			.split('\n')
			.filter(line => line.startsWith('ii'))
			.map(line => line.slice(2).trim().replace(/:.*/, '')),
	)
	const missing = packages.filter(name => !present.has(name))
	if (missing.length === 0) return
	// A third party's list that fails to refresh must not stop us; the install says what is truly missing.
	await $({ nothrow: true })`apt-get ${aptPatience} update`
	await run('install the bed’s tools', [
		'apt-get',
		...aptPatience,
		'install',
		'--yes',
		'--no-install-recommends',
		...missing,
	])
}
