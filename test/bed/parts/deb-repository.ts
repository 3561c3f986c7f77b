import { appendFileSync, copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Part } from '../cache.ts'
import { installTools } from '../debian.ts'
import { folders } from '../packages/urls.ts'
import { containerdIo, kubernetesPackages, type VendorPackage } from '../packages/vendors.ts'
import { bedRoot } from '../paths.ts'
import { run } from '../shell.ts'
import { debianPool } from './debian-pool.ts'
import { keys, type Signer, type Signing, withSigning } from './keys.ts'
import { packageTrees } from './packages.ts'
import { pathsBelow } from './trees.ts'

/** The deb distributions that repositories are made for. */
const distributions = [
	{ name: 'debian', codename: 'bookworm', origin: 'Debian', version: '12' },
	{ name: 'ubuntu', codename: 'noble', origin: 'Ubuntu', version: '24.04' },
] as const

/**
 * All deb repositories: the operating systems' own, the vendors', and broken copies of the Kubernetes one.
 *
 * `www/`: their folders of the web root; `www/broken/KIND/` holds a Kubernetes repository at its usual path, where KIND is
 * - `wrong-signature`: the index is signed by a key other than the one served
 * - `wrong-package`: one package is not the one that the index describes
 * - `two-keys`: the served key file holds a second key
 * - `other-key`: all is well signed, by a key that nobody has pinned
 */
export const debRepository: Part = {
	name: 'deb-repository',
	files: [
		import.meta.filename,
		...['keys.ts', 'packages.ts', 'trees.ts'].map(name => join(import.meta.dirname, name)),
		join(bedRoot, 'packages/urls.ts'),
	],
	values: [kubernetesPackages, containerdIo],
	needs: [packageTrees, debianPool, keys],
	async build(into, { dir, scratch, log, say }) {
		await installTools(['apt-utils'])
		const www = join(into, 'www')
		const trees = join(dir(packageTrees), 'deb')
		const pool = dir(debianPool)
		await withSigning(dir(keys), scratch, log, async signing => {
			for (const distribution of distributions) {
				const root = join(www, distribution.name)
				mkdirSync(root, { recursive: true })
				await run('link the pool', ['cp', '--archive', '--link', join(pool, 'pool'), root], { log })
				const packages = readFileSync(join(pool, 'Packages'), 'utf8')
				await publishSuite(root, distribution, distribution.codename, 'main', packages, 'os', signing)
			}

			const folder = join(www, folders.kubernetesDeb)
			const built = await Promise.all(
				kubernetesPackages.flatMap(each =>
					each.deb.releases.map(release =>
						buildDeb(each, `${each.version}-${release}`, join(trees, each.name), join(folder, 'amd64'), scratch, log),
					),
				),
			)
			const announced = await Promise.all(
				kubernetesPackages.flatMap(each =>
					each.announced === undefined
						? []
						: [
								buildDeb(
									each,
									`${each.announced}-${each.deb.releases[0]}`,
									undefined,
									join(folder, 'amd64'),
									scratch,
									log,
								),
							],
				),
			)
			writeFileSync(
				join(folder, 'Packages'),
				await run('index debs', ['apt-ftparchive', 'packages', '.'], { cwd: folder }),
			)
			for (const path of announced) rmSync(path)
			await publishFlat(folder, 'kubernetes', 'kubernetes', signing)
			say(`Kubernetes: ${built.length} debs`)

			const broken = async (kind: string, indexSigner: Signer, servedKey: Signer | 'two-keys') => {
				const copy = join(www, 'broken', kind, folders.kubernetesDeb)
				mkdirSync(dirname(copy), { recursive: true })
				await run('copy the repository', ['cp', '--archive', '--reflink=auto', folder, copy], { log })
				await publishFlat(copy, indexSigner, servedKey, signing)
				return copy
			}
			await broken('wrong-signature', 'wrong', 'kubernetes')
			await broken('two-keys', 'kubernetes', 'two-keys')
			await broken('other-key', 'wrong', 'wrong')
			const spoiled = await broken('wrong-package', 'kubernetes', 'kubernetes')
			for (const name of readdirSync(join(spoiled, 'amd64')))
				if (name.startsWith('kubeadm_')) appendFileSync(join(spoiled, 'amd64', name), '\n')

			for (const distribution of distributions) {
				const root = join(www, folders.dockerDeb, distribution.name)
				const out = join(root, 'dists', distribution.codename, 'pool/stable/amd64')
				for (const release of containerdIo.deb.releases)
					await buildDeb(
						containerdIo,
						`${containerdIo.version}-${release}`,
						join(trees, containerdIo.name),
						out,
						scratch,
						log,
					)
				const packages = await run(
					'index debs',
					['apt-ftparchive', 'packages', `dists/${distribution.codename}/pool`],
					{
						cwd: root,
					},
				)
				await publishSuite(
					root,
					{ ...distribution, origin: 'Docker' },
					distribution.codename,
					'stable',
					packages,
					'docker',
					signing,
				)
				copyFileSync(join(dir(keys), 'docker.asc'), join(root, 'gpg'))
			}
		})

		async function publishFlat(
			folder: string,
			signer: Signer,
			servedKey: Signer | 'two-keys',
			signing: Signing,
		): Promise<void> {
			for (const name of ['Release', 'InRelease', 'Release.gpg']) rmSync(join(folder, name), { force: true })
			writeFileSync(join(folder, 'Packages.gz'), gzipSync(readFileSync(join(folder, 'Packages'))))
			const fields = { Origin: 'isv:kubernetes:core:stable:v1.20', Architectures: 'amd64' }
			await release(folder, fields, signer, signing)
			copyFileSync(join(dir(keys), `${servedKey}.asc`), join(folder, 'Release.key'))
		}
	},
}

/** Writes `dists/CODENAME` of a repository with one component. `packages` is the component's index. */
async function publishSuite(
	root: string,
	{ origin, version }: { origin: string; version: string },
	codename: string,
	component: string,
	packages: string,
	signer: Signer,
	signing: Signing,
): Promise<void> {
	const suite = join(root, 'dists', codename)
	const binary = join(suite, component, 'binary-amd64')
	mkdirSync(binary, { recursive: true })
	writeFileSync(join(binary, 'Packages'), packages)
	writeFileSync(join(binary, 'Packages.gz'), gzipSync(packages))
	const fields = {
		Origin: origin,
		Label: origin,
		Suite: codename,
		Version: version,
		Codename: codename,
		Architectures: 'amd64',
		Components: component,
	}
	await release(suite, fields, signer, signing)
}

async function release(
	folder: string,
	fields: Readonly<Record<string, string>>,
	signer: Signer,
	signing: Signing,
): Promise<void> {
	const options = Object.entries(fields).flatMap(([name, value]) => [
		'-o',
		`APT::FTPArchive::Release::${name}=${value}`,
	])
	const text = await run('write the Release file', ['apt-ftparchive', ...options, 'release', '.'], { cwd: folder })
	const file = join(folder, 'Release')
	writeFileSync(file, text)
	await signing.clear(signer, file, join(folder, 'InRelease'))
	await signing.detached(signer, file, join(folder, 'Release.gpg'))
}

/** Builds one deb and returns its path; without a tree it is empty. */
async function buildDeb(
	each: VendorPackage,
	version: string,
	tree: string | undefined,
	out: string,
	scratch: string,
	log: string,
): Promise<string> {
	const work = join(scratch, `${each.name}_${version}_${Math.random().toString(36).slice(2)}`)
	mkdirSync(join(work, 'DEBIAN'), { recursive: true })
	mkdirSync(out, { recursive: true })
	if (tree !== undefined) await run('stage a deb', ['cp', '--archive', '--reflink=auto', `${tree}/.`, work])
	const { requires = [], provides = [], conflicts = [], replaces = [] } = each.deb
	const list = (field: string, names: readonly string[]) =>
		names.length === 0 ? [] : [`${field}: ${names.join(', ')}`]
	const control = [
		`Package: ${each.name}`,
		`Version: ${version}`,
		'Architecture: amd64',
		'Maintainer: The bed <bed@bed.test>',
		'Section: admin',
		'Priority: optional',
		...list('Depends', requires),
		...list('Provides', provides),
		...list('Conflicts', conflicts),
		...list('Replaces', replaces),
		`Description: ${each.summary}`,
	]
	writeFileSync(join(work, 'DEBIAN/control'), `${control.join('\n')}\n`)
	const conffiles = [...pathsBelow(work)].filter(({ path, folder }) => !folder && path.startsWith('/etc/'))
	if (conffiles.length > 0)
		writeFileSync(join(work, 'DEBIAN/conffiles'), conffiles.map(({ path }) => `${path}\n`).join(''))
	if (each.unit !== undefined && tree !== undefined)
		for (const [name, text] of Object.entries(maintainerScripts(each.unit)))
			writeFileSync(join(work, 'DEBIAN', name), text, { mode: 0o755 })
	const file = join(out, `${each.name}_${version}_amd64.deb`)
	await run('build a deb', ['dpkg-deb', '--root-owner-group', '-Zgzip', '-z1', '--build', work, file], { log })
	await run('remove scratch', ['rm', '-rf', work])
	return file
}

/** What debhelper writes for a unit that is enabled and started when it arrives, and stopped when it goes. */
function maintainerScripts(unit: string): Record<string, string> {
	return {
		postinst: `#!/bin/sh
set -e
if [ "$1" = configure ] || [ "$1" = abort-upgrade ] || [ "$1" = abort-deconfigure ] || [ "$1" = abort-remove ]; then
	deb-systemd-helper unmask '${unit}' >/dev/null || true
	if deb-systemd-helper --quiet was-enabled '${unit}'; then
		deb-systemd-helper enable '${unit}' >/dev/null || true
	else
		deb-systemd-helper update-state '${unit}' >/dev/null || true
	fi
	if [ -d /run/systemd/system ]; then
		systemctl --system daemon-reload >/dev/null || true
		if [ -n "$2" ]; then action=restart; else action=start; fi
		deb-systemd-invoke $action '${unit}' >/dev/null || true
	fi
fi
`,
		prerm: `#!/bin/sh
set -e
if [ "$1" = remove ] && [ -d /run/systemd/system ]; then
	deb-systemd-invoke stop '${unit}' >/dev/null || true
fi
`,
		postrm: `#!/bin/sh
set -e
if [ "$1" = remove ]; then
	if [ -d /run/systemd/system ]; then systemctl --system daemon-reload >/dev/null || true; fi
	if [ -x /usr/bin/deb-systemd-helper ]; then deb-systemd-helper mask '${unit}' >/dev/null || true; fi
fi
if [ "$1" = purge ] && [ -x /usr/bin/deb-systemd-helper ]; then
	deb-systemd-helper purge '${unit}' >/dev/null || true
	deb-systemd-helper unmask '${unit}' >/dev/null || true
fi
`,
	}
}
