import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import type { Part } from '../cache.ts'
import { aptPatience, debianSources, installTools, sourceLines } from '../debian.ts'
import { BedError } from '../errors.ts'
import { type Layer, packLayer } from '../images/layer.ts'
import { type StoredImage, storeImage } from '../images/registry-data.ts'
import { bedRoot } from '../paths.ts'
import { startRegistry } from '../services/registry.ts'
import { run } from '../shell.ts'
import { kubernetes, kubernetesVersion } from './kubernetes.ts'
import { standIns } from './stand-ins.ts'

/** Tag of the images that exist on the bed alone. */
export const bedTag = 'v0.0.0-bed'

/** Where kubeadm's images are, below the name of a registry: its `imageRepository`. */
export const kubernetesRepository = 'google_containers'

/**
 * The data of the registry, and the registry itself. The folder is what `startRegistry` takes as `storage`.
 *
 * - `docker/registry/v2/`: Debian's docker-registry finds the images here
 * - `bin/docker-registry`: the program, unpacked and not installed, because its package would start it
 * - `images.json`: a list of `StoredImage`: names, tags, digests, sizes
 *
 * A mirror that lacks an image is a copy of the folder without `docker/registry/v2/repositories/NAME` (blobs are
 * shared and may stay), or a proxy that answers 404 below `/v2/NAME/`.
 */
export const images: Part = {
	name: 'images',
	files: [import.meta.filename, join(bedRoot, 'images'), join(bedRoot, 'services/registry.ts')],
	needs: [kubernetes, standIns],
	async build(into, { dir, scratch, log, say }) {
		await installTools(['dpkg-dev', 'gcc', 'libc6-dev'])
		const fetched = await fetchPackages(scratch, log)
		const tree = (name: string) => join(scratch, 'layers', name)
		const place = (from: string, layer: string, to: string) => {
			mkdirSync(dirname(join(tree(layer), to)), { recursive: true })
			cpSync(from, join(tree(layer), to))
		}
		const unpack = async (names: readonly string[], folder: string) => {
			mkdirSync(folder, { recursive: true })
			for (const name of names)
				await run(`unpack ${name}`, ['dpkg-deb', '--extract', fetched.path(name), folder], { log })
		}
		await unpack(['docker-registry'], join(scratch, 'registry'))
		mkdirSync(join(into, 'bin'))
		renameSync(join(scratch, 'registry/usr/bin/docker-registry'), join(into, 'bin/docker-registry'))

		await unpack(libc, tree('libc'))
		await unpack(
			fetched.names.filter(name => !libc.includes(name) && !single.includes(name)),
			tree('netfilter'),
		)
		for (const name of ['libc', 'netfilter']) removeBallast(tree(name))
		chooseNftables(join(tree('netfilter'), 'usr/sbin'))
		await unpack(['busybox-static'], join(scratch, 'busybox'))
		place(join(scratch, 'busybox/bin/busybox'), 'busybox', 'bin/busybox')
		await linkApplets(tree('busybox'))
		await unpack(['etcd-server', 'etcd-client'], join(scratch, 'etcd'))
		for (const name of ['etcd', 'etcdctl']) place(join(scratch, 'etcd/usr/bin', name), 'etcd', `usr/local/bin/${name}`)
		for (const name of components) place(join(dir(kubernetes), 'bin', name), name, `usr/local/bin/${name}`)
		place(join(dir(standIns), 'bin/coredns'), 'coredns', 'coredns')
		place(join(dir(standIns), 'bin/flanneld'), 'flanneld', 'opt/bin/flanneld')
		place(join(dir(standIns), 'bin/flannel'), 'flannel-cni', 'flannel')
		mkdirSync(tree('pause'), { recursive: true })
		const pauseSource = join(dir(kubernetes), 'source/pause/pause.c')
		const pauseFlags = ['-Os', '-Wall', '-static', '-s', '-DVERSION=v3.2-bed']
		await run('compile pause', ['gcc', ...pauseFlags, '-o', join(tree('pause'), 'pause'), pauseSource], { log })

		say('packing layers')
		const packed = new Map<string, Layer>()
		await Promise.all(
			readdirSync(join(scratch, 'layers')).map(async name => {
				packed.set(name, await packLayer(tree(name), join(scratch, `${name}.tar.gz`)))
			}),
		)
		const stored = contents(fetched.version('etcd-server')).map(({ name, tag, layers, about, ...start }) => {
			const found = layers.map(layer => {
				const pack = packed.get(layer)
				if (pack === undefined) throw new Error(`image ${name} names no layer: ${layer}`)
				return pack
			})
			const config = { ...start, Labels: { 'org.opencontainers.image.description': about } }
			return storeImage(into, { repository: name, tag, config, layers: found })
		})
		await compareWithKubeadm(join(dir(kubernetes), 'bin/kubeadm'), stored)
		await askRegistry(into, scratch, stored)
		writeFileSync(join(into, 'images.json'), `${JSON.stringify(stored, null, '\t')}\n`)
		const bytes = packedBytes(packed)
		say(`${stored.length} images, ${(bytes / 1e6).toFixed(0)} MB`)
	},
}

const components = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kube-proxy'] as const

/** Debian packages: what programs with a C library need, and what is taken alone, without its dependencies. */
const libc = ['libc6', 'libgcc-s1', 'gcc-12-base']
const netfilter = ['iptables', 'ipset', 'conntrack']
const single = ['busybox-static', 'docker-registry', 'etcd-client', 'etcd-server']

interface Content {
	name: string
	tag: string
	/** Lowest first. */
	layers: readonly string[]
	about: string
	Entrypoint?: readonly string[]
	Cmd?: readonly string[]
}

function contents(etcdVersion: string): Content[] {
	const below = (name: string) => `${kubernetesRepository}/${name}`
	return [
		...components.map(name => ({
			name: below(name),
			tag: kubernetesVersion,
			layers: name === 'kube-proxy' ? ['libc', 'netfilter', name] : [name],
			about: `${name} ${kubernetesVersion}, built from Debian’s source package`,
		})),
		{
			name: below('pause'),
			tag: '3.2',
			layers: ['pause'],
			Entrypoint: ['/pause'],
			about: `pause, built from the sources of Kubernetes ${kubernetesVersion}`,
		},
		{
			name: below('etcd'),
			tag: '3.4.13-0',
			layers: ['libc', 'etcd'],
			about: `Debian’s etcd-server ${etcdVersion} under the tag that kubeadm ${kubernetesVersion} asks for`,
		},
		{
			name: below('coredns'),
			tag: '1.7.0',
			layers: ['coredns'],
			Entrypoint: ['/coredns'],
			about: 'Stand-in of the k8s-wizard test bed for CoreDNS; not CoreDNS',
		},
		{
			name: 'flannel/flannel',
			tag: bedTag,
			layers: ['libc', 'netfilter', 'busybox', 'flanneld'],
			Entrypoint: ['/opt/bin/flanneld'],
			about: 'Stand-in of the k8s-wizard test bed for flanneld (host-gw); not flannel',
		},
		{
			name: 'flannel/flannel-cni-plugin',
			tag: bedTag,
			layers: ['busybox', 'flannel-cni'],
			about: 'Stand-in of the k8s-wizard test bed for the flannel CNI plugin; not flannel',
		},
		{
			name: 'bed/tools',
			tag: '1',
			layers: ['busybox'],
			Cmd: ['/bin/sh'],
			about: 'Debian’s busybox-static, for pods of the k8s-wizard test bed',
		},
	]
}

interface Fetched {
	names: readonly string[]
	/** The .deb of a package. */
	path(name: string): string
	version(name: string): string
}

/** Downloads the packages with apt's state in `scratch`, as if nothing were installed, so that no dependency is left out. */
async function fetchPackages(scratch: string, log: string): Promise<Fetched> {
	const apt = join(scratch, 'apt')
	for (const folder of ['lists/partial', 'cache/archives/partial', 'state'])
		mkdirSync(join(apt, folder), { recursive: true })
	writeFileSync(join(apt, 'sources.list'), `${sourceLines(await debianSources(), 'deb').join('\n')}\n`)
	writeFileSync(join(apt, 'status'), '')
	const settings = {
		'Dir::Etc::SourceList': join(apt, 'sources.list'),
		'Dir::Etc::SourceParts': '/dev/null',
		'Dir::State': join(apt, 'state'),
		'Dir::State::Lists': join(apt, 'lists'),
		'Dir::State::Status': join(apt, 'status'),
		'Dir::Cache': join(apt, 'cache'),
		'APT::Install-Recommends': 'false',
		'APT::Sandbox::User': 'root',
	}
	const argv = [
		'apt-get',
		...aptPatience,
		...Object.entries(settings).flatMap(([key, value]) => ['-o', `${key}=${value}`]),
	]
	const folder = join(apt, 'cache/archives')
	await run('read Debian’s package lists', [...argv, '--error-on=any', 'update'], { log })
	await run('fetch Debian packages', [...argv, '--yes', '--download-only', 'install', ...netfilter], { log })
	await run('fetch Debian packages', [...argv, 'download', ...single], { cwd: folder, log })
	const files = readdirSync(folder).filter(file => file.endsWith('.deb'))
	const fileOf = (name: string) => {
		const file = files.find(each => each.startsWith(`${name}_`))
		if (file === undefined) throw new BedError(`Debian’s archive did not give the package ${name}`)
		return file
	}
	return {
		names: files.map(file => file.replace(/_.*/, '')),
		path: name => join(folder, fileOf(name)),
		version: name => decodeURIComponent(fileOf(name).split('_')[1] ?? ''),
	}
}

/** Takes away what no program in an image reads. */
function removeBallast(root: string): void {
	for (const path of ['usr/share', 'usr/lib/x86_64-linux-gnu/gconv', 'usr/lib/x86_64-linux-gnu/audit'])
		rmSync(join(root, path), { recursive: true, force: true })
}

/** What Debian's alternatives do on installation: the plain names lead to nftables, the legacy names stay. */
function chooseNftables(folder: string): void {
	for (const family of ['iptables', 'ip6tables'])
		for (const verb of ['', '-save', '-restore']) symlinkSync(`${family}-nft${verb}`, join(folder, `${family}${verb}`))
}

async function linkApplets(root: string): Promise<void> {
	const applets = await run('list busybox’s applets', [join(root, 'bin/busybox'), '--list-full'])
	for (const applet of applets.split('\n')) {
		const path = join(root, applet)
		if (applet === '' || existsSync(path)) continue
		mkdirSync(dirname(path), { recursive: true })
		symlinkSync('/bin/busybox', path)
	}
}

const packedBytes = (packed: ReadonlyMap<string, Layer>): number =>
	[...packed.values()].reduce((sum, layer) => sum + layer.size, 0)

/** Every image that kubeadm will ask for must be there. */
async function compareWithKubeadm(kubeadm: string, stored: readonly StoredImage[]): Promise<void> {
	const argv = [kubeadm, 'config', 'images', 'list', `--kubernetes-version=${kubernetesVersion}`]
	const listed = await run('ask kubeadm for its images', [...argv, `--image-repository=${kubernetesRepository}`])
	const present = new Set(stored.map(({ repository, tag }) => `${repository}:${tag}`))
	const missing = listed.split('\n').filter(name => name !== '' && !present.has(name))
	if (missing.length > 0)
		throw new BedError(`kubeadm asks for images that the bed does not make: ${missing.join(', ')}`)
}

/** Starts the registry on loopback and asks it for every manifest and everything a manifest names. */
async function askRegistry(root: string, scratch: string, stored: readonly StoredImage[]): Promise<void> {
	const port = await freePort()
	const registry = await startRegistry({
		storage: root,
		address: '127.0.0.1',
		port,
		log: join(scratch, 'registry.log'),
	})
	try {
		const ask = async (path: string, accept?: string) => {
			const response = await fetch(`http://127.0.0.1:${port}/v2/${path}`, {
				...(accept === undefined ? { method: 'HEAD' } : { headers: { accept } }),
			})
			if (!response.ok) throw new BedError(`the registry answers ${response.status} to ${path}`)
			return response
		}
		for (const { repository, tag, digest } of stored) {
			const type = 'application/vnd.docker.distribution.manifest.v2+json'
			const response = await ask(`${repository}/manifests/${tag}`, type)
			if (response.headers.get('docker-content-digest') !== digest)
				throw new BedError(`the registry has another ${repository}:${tag} than was stored`)
			const manifest = (await response.json()) as { config: { digest: string }; layers: { digest: string }[] }
			for (const blob of [manifest.config, ...manifest.layers]) await ask(`${repository}/blobs/${blob.digest}`)
		}
	} finally {
		await registry.stop()
	}
}

function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer()
		server.once('error', reject)
		server.listen(0, '127.0.0.1', () => {
			const address = server.address()
			server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
		})
	})
}
