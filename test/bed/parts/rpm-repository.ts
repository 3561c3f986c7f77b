import {
	chmodSync,
	copyFileSync,
	mkdirSync,
	readFileSync,
	renameSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Part } from '../cache.ts'
import { installTools } from '../debian.ts'
import { type OsRpm, osRpmTable } from '../packages/el.ts'
import { folders } from '../packages/urls.ts'
import { containerdIo, kubernetesPackages, type VendorPackage } from '../packages/vendors.ts'
import { bedRoot } from '../paths.ts'
import type { EnterpriseLinux } from '../profiles/profile.ts'
import { run } from '../shell.ts'
import { debianPool } from './debian-pool.ts'
import { keys, type Signer, type Signing, withSigning } from './keys.ts'
import { debFile, packageTrees, upstreamVersion } from './packages.ts'
import { buildRpms, type RpmPackage, systemFolders } from './rpm-build.ts'
import { linkTree, pathsBelow, unpackMerged } from './trees.ts'

const sources = [
	import.meta.filename,
	join(import.meta.dirname, 'rpm-build.ts'),
	join(import.meta.dirname, 'packages.ts'),
	join(import.meta.dirname, 'trees.ts'),
	join(bedRoot, 'packages/urls.ts'),
]

/** The releases of Enterprise Linux that have a repository of the operating system. */
const releases: readonly EnterpriseLinux[] = [7, 9]

/**
 * The operating systems' own rpm repositories.
 *
 * - `www/`: their folders of the web root
 * - `installed-N.txt`: paths, relative to the part, of the rpms that every host of release N has, one per line
 */
export const osRpms: Part = {
	name: 'os-rpms',
	files: sources,
	values: osRpmTable,
	needs: [debianPool, keys],
	async build(into, { dir, scratch, log, say }) {
		await installTools(['rpm', 'createrepo-c'])
		const pool = dir(debianPool)
		const versions = new Map(
			[...readFileSync(join(pool, 'Packages'), 'utf8').matchAll(/^Package: (.*)\n(?:.+\n)*?Version: (.*)$/gm)].map(
				([, name, version]) => [name ?? '', version ?? ''] as const,
			),
		)
		const unpacked = join(scratch, 'debs')
		for (const name of new Set(osRpmTable.flatMap(({ debs }) => debs)))
			await unpackMerged(debFile(pool, name), join(unpacked, name), log)
		for (const release of releases) {
			const table = osRpmTable.filter(({ only = release }) => only === release)
			const shared = new Set(systemFolders)
			const packages: RpmPackage[] = []
			for (const entry of table) {
				const tree = join(scratch, `el${release}`, entry.name)
				stage(entry, tree, unpacked)
				if (entry.base === true) for (const { path, folder } of pathsBelow(tree)) if (folder) shared.add(path)
				packages.push(packageOf(entry, release, tree, versions))
			}
			const web = join(into, 'www', folders.baseOs[release])
			const built = await buildRpms(packages, {
				out: join(web, 'Packages'),
				scratch: join(scratch, `build${release}`),
				log,
				shared,
			})
			await withSigning(dir(keys), scratch, log, async signing => {
				await signing.rpms('os', built)
				await index(web, 'os', signing, log)
			})
			copyFileSync(join(dir(keys), 'os.asc'), join(web, 'RPM-GPG-KEY-bed'))
			const installed = built.filter((_, at) => table[at]?.base === true)
			writeFileSync(
				join(into, `installed-${release}.txt`),
				installed.map(path => `www/${folders.baseOs[release]}/Packages/${basename(path)}\n`).join(''),
			)
			say(`EL ${release}: ${built.length} rpms`)
		}
	},
}

function stage(entry: OsRpm, tree: string, unpacked: string): void {
	mkdirSync(tree, { recursive: true })
	for (const name of entry.debs) linkTree(join(unpacked, name), tree)
	for (const [from, to] of Object.entries(entry.move ?? {})) renameSync(join(tree, from), join(tree, to))
	for (const path of entry.omit ?? []) rmSync(join(tree, path), { recursive: true, force: true })
	for (const [path, text] of Object.entries(entry.files ?? {})) {
		const target = join(tree, path)
		mkdirSync(dirname(target), { recursive: true })
		// It may be a link that other trees share.
		rmSync(target, { force: true })
		writeFileSync(target, text)
		chmodSync(target, /^\/usr\/(libexec|sbin)\//.test(path) ? 0o755 : 0o644)
	}
	for (const [path, to] of Object.entries(entry.links ?? {})) {
		mkdirSync(dirname(join(tree, path)), { recursive: true })
		rmSync(join(tree, path), { force: true })
		symlinkSync(to, join(tree, path))
	}
}

function packageOf(
	entry: OsRpm,
	release: EnterpriseLinux,
	tree: string,
	versions: ReadonlyMap<string, string>,
): RpmPackage {
	const { name, summary, epoch, requires, provides = [], unit, user } = entry
	const version = entry.version ?? upstreamVersion(versions.get(entry.debs[0] ?? '') ?? '')
	// A host's release number is read from the version of what provides this name.
	const at = (provided: string) => (provided === 'system-release(releasever)' ? release : version)
	const named = (provided: string) => (provided.startsWith('/') ? provided : `${provided} = ${at(provided)}`)
	return {
		name,
		version,
		...(epoch === undefined ? {} : { epoch }),
		release: `1.el${release}`,
		summary,
		tree,
		provides: provides.map(named),
		...(requires === undefined ? {} : { requires }),
		...(unit === undefined ? {} : { unit }),
		...(user === undefined ? {} : { user }),
	}
}

/** Writes the index of a repository and signs it, with the signer's public key beside it. */
async function index(folder: string, signer: Signer, signing: Signing, log: string): Promise<void> {
	await run('index rpms', ['createrepo_c', '--quiet', '--general-compress-type=gz', folder], { log })
	const repomd = join(folder, 'repodata/repomd.xml')
	await signing.detached(signer, repomd, `${repomd}.asc`)
}

/**
 * The vendors' rpm repositories, and broken copies of the Kubernetes one.
 *
 * `www/`: their folders of the web root; `www/broken/KIND/` holds a Kubernetes repository at its usual path, where KIND is
 * - `wrong-signature`: the index is signed by a key other than the one served
 * - `wrong-package`: one package is signed by another key
 * - `unsigned-package`: one package is not signed
 * - `two-keys`: the served key file holds a second key
 * - `other-key`: all is well signed, by a key that nobody has pinned
 */
export const rpmRepository: Part = {
	name: 'rpm-repository',
	files: [...sources, join(import.meta.dirname, 'keys.ts')],
	values: [kubernetesPackages, containerdIo],
	needs: [packageTrees, keys],
	async build(into, { dir, scratch, log, say }) {
		await installTools(['rpm', 'createrepo-c'])
		const trees = join(dir(packageTrees), 'rpm')
		const www = join(into, 'www')
		const key = (signer: Signer | 'two-keys') => join(dir(keys), `${signer}.asc`)
		await withSigning(dir(keys), scratch, log, async signing => {
			const folder = join(www, folders.kubernetesRpm)
			const packages = join(folder, 'x86_64')
			const built = await buildVendor(kubernetesPackages, trees, packages, scratch, log)
			const unsigned = join(scratch, 'unsigned')
			mkdirSync(unsigned)
			const kubeadm = built.find(path => basename(path).startsWith('kubeadm-')) ?? ''
			copyFileSync(kubeadm, join(unsigned, basename(kubeadm)))
			const announced = await buildAnnounced(packages, scratch, log)
			await signing.rpms('kubernetes', [...built, ...announced])
			await index(folder, 'kubernetes', signing, log)
			for (const path of announced) rmSync(path)
			copyFileSync(key('kubernetes'), join(folder, 'repodata/repomd.xml.key'))
			say(`Kubernetes: ${built.length} rpms`)

			const broken = async (
				kind: string,
				indexSigner: Signer,
				servedKey: Signer | 'two-keys',
				spoil?: (folder: string) => Promise<void>,
			) => {
				const copy = join(www, 'broken', kind, folders.kubernetesRpm)
				mkdirSync(dirname(copy), { recursive: true })
				await run('copy the repository', ['cp', '--archive', '--reflink=auto', folder, copy], { log })
				await spoil?.(join(copy, 'x86_64'))
				await index(copy, indexSigner, signing, log)
				copyFileSync(key(servedKey), join(copy, 'repodata/repomd.xml.key'))
			}
			await broken('wrong-signature', 'wrong', 'kubernetes')
			await broken('two-keys', 'kubernetes', 'two-keys')
			await broken('wrong-package', 'kubernetes', 'kubernetes', at =>
				signing.rpms('wrong', [join(at, basename(kubeadm))]),
			)
			await broken('unsigned-package', 'kubernetes', 'kubernetes', async at =>
				copyFileSync(join(unsigned, basename(kubeadm)), join(at, basename(kubeadm))),
			)
			await broken('other-key', 'wrong', 'wrong', at =>
				signing.rpms(
					'wrong',
					built.map(path => join(at, basename(path))),
				),
			)

			for (const release of releases) {
				const stable = join(www, folders.dockerRpm, String(release), 'x86_64/stable')
				const docker = await buildVendor([containerdIo], trees, join(stable, 'Packages'), scratch, log, `.el${release}`)
				await signing.rpms('docker', docker)
				await index(stable, 'docker', signing, log)
			}
			copyFileSync(key('docker'), join(www, folders.dockerRpm, 'gpg'))
		})
	},
}

/** Builds every package release; one run of rpmbuild each, because names repeat from run to run. */
async function buildVendor(
	packages: readonly VendorPackage[],
	trees: string,
	out: string,
	scratch: string,
	log: string,
	tag = '',
): Promise<string[]> {
	const built: string[] = []
	const rounds = Math.max(...packages.map(({ rpm }) => rpm.releases.length))
	for (let round = 0; round < rounds; round++) {
		const wanted = packages.flatMap(each => {
			const release = each.rpm.releases[round]
			return release === undefined ? [] : [rpmOf(each, each.version, `${release}${tag}`, join(trees, each.name))]
		})
		built.push(
			...(await buildRpms(wanted, { out, scratch: join(scratch, `vendor-${packages[0]?.name}-${tag}${round}`), log })),
		)
	}
	return built
}

/** Empty packages of the versions that stand in the index only. */
function buildAnnounced(out: string, scratch: string, log: string): Promise<string[]> {
	const tree = join(scratch, 'nothing')
	mkdirSync(tree)
	const announced = kubernetesPackages.flatMap(each =>
		each.announced === undefined ? [] : [rpmOf(each, each.announced, each.rpm.releases[0] ?? '1', tree)],
	)
	return buildRpms(announced, { out, scratch: join(scratch, 'announced'), log })
}

function rpmOf(each: VendorPackage, version: string, release: string, tree: string): RpmPackage {
	const { requires, provides, conflicts, replaces } = each.rpm
	return {
		name: each.name,
		version,
		release,
		summary: each.summary,
		tree,
		...(requires === undefined ? {} : { requires }),
		...(provides === undefined ? {} : { provides }),
		...(conflicts === undefined ? {} : { conflicts }),
		...(replaces === undefined ? {} : { obsoletes: replaces }),
		...(each.unit === undefined ? {} : { unit: each.unit }),
	}
}
