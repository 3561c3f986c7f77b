import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { basename, join } from 'node:path'
import type { Part } from '../cache.ts'
import { aptPatience, debianSources, installTools, sourceLines } from '../debian.ts'
import { BedError } from '../errors.ts'
import { run } from '../shell.ts'

/** The version that Debian 12's source package holds, and that everything built from it reports. */
export const kubernetesVersion = 'v1.20.2'

const sourcePackage = 'kubernetes'
const debianVersion = '1.20.5+really1.20.2'

export const kubernetesBinaries = [
	'kubeadm',
	'kubelet',
	'kubectl',
	'kube-apiserver',
	'kube-controller-manager',
	'kube-scheduler',
	'kube-proxy',
] as const

/** Packages of the vendor tree that the stand-ins are made of: compiled along, so that those build in seconds. */
const standInLibraries = [
	'github.com/containernetworking/cni/pkg/invoke',
	'github.com/containernetworking/cni/pkg/types/current',
	'github.com/containernetworking/cni/pkg/version',
	'github.com/miekg/dns',
	'github.com/vishvananda/netlink',
	'google.golang.org/grpc',
	'k8s.io/client-go/informers',
	'k8s.io/client-go/kubernetes',
	'k8s.io/client-go/tools/cache',
	'k8s.io/client-go/tools/clientcmd',
	'k8s.io/cri-api/pkg/apis/runtime/v1alpha2',
	'k8s.io/klog/v2',
	'sigs.k8s.io/yaml',
].map(path => `k8s.io/kubernetes/vendor/${path}`)

/** The environment in which stand-ins build against this part's sources with what is compiled already. */
export const goEnvironment = (gopath: string, gocache: string): Record<string, string> => ({
	GOPATH: gopath,
	GOCACHE: gocache,
	GO111MODULE: 'off',
	CGO_ENABLED: '0',
	// Without it the path of the sources is part of every cache key, and a part's folder is renamed when it is done.
	GOFLAGS: '-trimpath -tags=',
})

/**
 * Kubernetes from Debian's source package.
 *
 * - `bin/`: the binaries of `kubernetesBinaries`, static
 * - `source/vendor`, `source/staging`: the libraries, for the stand-ins
 * - `source/pause/pause.c`: the source of the pause image
 * - `gocache/`: Go's cache, reduced to the libraries that the stand-ins use
 */
export const kubernetes: Part = {
	name: 'kubernetes',
	files: [import.meta.filename],
	async build(into, { scratch, log, say }) {
		await installTools([
			'dpkg-dev',
			'golang-go',
			'golang-github-modern-go-reflect2-dev',
			'gcc',
			'jq',
			'libc6-dev',
			'make',
			'rsync',
		])
		const tree = await unpackSources(scratch, log)
		repairReflect2(tree)

		const gocache = join(tree, '_output/local/go/cache')
		const env = {
			...goEnvironment(join(tree, '_output/local/go'), gocache),
			KUBE_VERBOSE: '1',
			// Otherwise kubelet is linked after all the others, on one core.
			KUBE_STATIC_OVERRIDES: 'kubelet',
		}
		// Of all generated files the source package lacks this one alone; generating the rest again takes a minute more.
		say('generating the OpenAPI definitions')
		await run('generate the OpenAPI definitions', ['nice', 'make', 'gen_openapi'], { cwd: tree, env, log })
		say(`compiling ${kubernetesBinaries.length} binaries on ${availableParallelism()} cores`)
		const targets = kubernetesBinaries.map(name => `cmd/${name}`)
		await run('compile Kubernetes', ['nice', 'hack/make-rules/build.sh', ...targets], { cwd: tree, env, log })

		mkdirSync(join(into, 'bin'))
		for (const name of kubernetesBinaries) renameSync(join(tree, '_output/local/go/bin', name), join(into, 'bin', name))
		const version = await run('ask kubeadm for its version', [join(into, 'bin/kubeadm'), 'version', '--output=short'])
		if (version.trim() !== kubernetesVersion)
			throw new BedError(`kubeadm reports ${version.trim()}, not ${kubernetesVersion}`)

		say('compiling the libraries of the stand-ins')
		const compiled = await run(
			'compile the libraries of the stand-ins',
			['nice', 'go', 'list', '-deps', '-export', '-f', '{{.Export}}', ...standInLibraries],
			{ cwd: join(tree, '_output/local/go/src/k8s.io/kubernetes'), env, log },
		)
		const outputs = new Set([...compiled.split('\n').map(path => basename(path)), emptyOutput])
		keepOfCache(gocache, join(into, 'gocache'), outputs)

		mkdirSync(join(into, 'source/pause'), { recursive: true })
		renameSync(join(tree, 'vendor'), join(into, 'source/vendor'))
		renameSync(join(tree, 'staging'), join(into, 'source/staging'))
		renameSync(join(tree, 'build/pause/linux/pause.c'), join(into, 'source/pause/pause.c'))
		renameSync(join(tree, 'LICENSE'), join(into, 'source/LICENSE'))
	},
}

/** Downloads and unpacks the source package with apt's state in `scratch`, so that the machine's own lists stay as they are. */
async function unpackSources(scratch: string, log: string): Promise<string> {
	const list = join(scratch, 'sources.list')
	writeFileSync(list, `${sourceLines(await debianSources(), 'deb-src').join('\n')}\n`)
	mkdirSync(join(scratch, 'lists/partial'), { recursive: true })
	mkdirSync(join(scratch, 'cache/archives/partial'), { recursive: true })
	const apt = [
		'apt-get',
		...aptPatience,
		'-o',
		`Dir::Etc::SourceList=${list}`,
		'-o',
		'Dir::Etc::SourceParts=/dev/null',
		'-o',
		`Dir::State::Lists=${join(scratch, 'lists')}`,
		'-o',
		`Dir::Cache=${join(scratch, 'cache')}`,
		// The user _apt cannot write below root's folders; the signatures are checked all the same.
		'-o',
		'APT::Sandbox::User=root',
	]
	await run('read the Debian source lists', [...apt, '--error-on=any', 'update'], { cwd: scratch, log })
	await run('download the Kubernetes sources', [...apt, 'source', '--download-only', sourcePackage], {
		cwd: scratch,
		log,
	})
	const description = readdirSync(scratch).find(name => name.endsWith('.dsc'))
	if (description === undefined || !description.startsWith(`${sourcePackage}_${debianVersion}-`))
		throw new BedError(`Debian's source package is ${description}, not ${sourcePackage} ${debianVersion}`)
	const tree = join(scratch, sourcePackage)
	// apt has checked every file against the signed lists.
	await run('unpack the Kubernetes sources', ['dpkg-source', '--no-check', '--extract', description, tree], {
		cwd: scratch,
		log,
	})
	return tree
}

/** Go 1.18 changed what reflect2 reaches into: with the vendored one kubeadm crashes in its JSON encoder. */
function repairReflect2(tree: string): void {
	const vendored = join(tree, 'vendor/github.com/modern-go/reflect2')
	rmSync(vendored, { recursive: true })
	cpSync('/usr/share/gocode/src/github.com/modern-go/reflect2', vendored, {
		recursive: true,
		dereference: true,
		filter: path => !path.endsWith('_test.go'),
	})
}

/** What a compiler that has nothing to say printed: Go takes a package from its cache only with that on record. */
const emptyOutput = `${createHash('sha256').digest('hex')}-d`

/**
 * Moves from one Go cache to another the compiled packages in `outputs` (file names such as HASH-d) with the entries
 * that lead to them. An entry HASH-a is the text `v1 ACTION OUTPUT SIZE TIME`.
 */
function keepOfCache(from: string, to: string, outputs: ReadonlySet<string>): void {
	for (const folder of readdirSync(from)) {
		if (!/^[0-9a-f]{2}$/.test(folder)) continue
		mkdirSync(join(to, folder), { recursive: true })
		for (const file of readdirSync(join(from, folder))) {
			const path = join(from, folder, file)
			const output = file.endsWith('-a') ? `${readFileSync(path, 'latin1').split(' ')[2]}-d` : file
			if (outputs.has(output)) renameSync(path, join(to, folder, file))
		}
	}
}
