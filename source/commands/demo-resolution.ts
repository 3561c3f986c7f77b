import gte from 'semver/functions/gte.js'
import type { Answers } from '../answers/answers.ts'
import { type CniManifest, cnis } from '../catalog/cni.ts'
import { containerdConfigs, containerdOffers } from '../catalog/containerd.ts'
import type { Facts } from '../host/facts.ts'
import type {
	ArtefactKind,
	CniPlan,
	PackagePlan,
	PackageRepository,
	PackageStage,
	Proof,
	Resolution,
} from '../steps/resolution.ts'
import { packageStages } from '../steps/resolution.ts'
import { kubernetesImages } from '../steps/resolve/images.ts'
import { plainVersion } from '../steps/resolve/plain-version.ts'
import { type RepositorySource, type Sources, sourcesOf } from '../steps/resolve/sources.ts'
import { wantedPackages } from '../steps/resolve/wanted-packages.ts'

/** Versions that a CentOS 7 mirror has, where a real plan asks the mirror. */
const centos7: Readonly<Record<string, string>> = {
	'containerd.io': '1.5.11-3.1.el7',
	'conntrack-tools': '1.4.4-7.el7',
	curl: '7.29.0-59.el7_9.2',
	ebtables: '2.0.10-16.el7',
	ethtool: '2:4.8-10.el7',
	iproute: '4.11.0-30.el7',
	iptables: '1.4.21-35.el7',
	socat: '1.7.3.2-2.el7',
	tar: '2:1.26-35.el7',
	'util-linux': '2.23.2-65.el7',
}

const ofKubernetes = ['kubeadm', 'kubectl', 'kubelet', 'cri-tools']

/** The version of a package on this host's mirrors, as far as it is known; others get one that is made up. */
function versionOf(name: string, { os }: Facts, { kubernetesVersion }: Answers): string {
	const deb = os.family === 'deb'
	if (ofKubernetes.includes(name)) return `${kubernetesVersion}-${deb ? '1.1' : '150500.1.1'}`
	if (name === 'kubernetes-cni') return deb ? '1.3.0-1.1' : '1.3.0-150500.1.1'
	const known = os.repositoryRelease === '7' ? centos7[name] : undefined
	const containerd = name.startsWith('containerd') ? containerdOf(os, name) : undefined
	return known ?? containerd ?? (deb ? '1.0-1' : `1.0-1.el${os.repositoryRelease}`)
}

function containerdOf(os: Facts['os'], name: string): string {
	const offer = containerdOffers.find(
		entry => entry.family === os.family && entry.repositoryRelease === os.repositoryRelease && entry.package === name,
	)
	return `${offer?.newest ?? '1.7.28'}-1`
}

/** What a mirror would have answered, made up: the same names and places as for a real host, nothing asked of anyone. */
export function demoResolution(facts: Facts, answers: Answers): Resolution {
	const sources = sourcesOf(answers, facts)
	const images = kubernetesImages(answers.kubernetesVersion, answers.role, sources)
	const cni = cniOf(answers, sources)
	const wanted = wantedPackages(answers, facts, sources, undefined)
	const packagesOf = (names: readonly string[]): PackagePlan => {
		const install = names.map(name => ({ name, version: versionOf(name, facts, answers) }))
		return { install, transaction: install.map(one => ({ ...one, action: 'install' })) }
	}
	const [runtime = { name: 'containerd', version: '1.7.28' }] = packagesOf(wanted.containerRuntime).install
	const containerd = plainVersion(runtime.version)
	const config = containerdConfigs.filter(({ from }) => gte(containerd, from)).pop()
	return {
		kubernetesVersion: answers.kubernetesVersion,
		repositories: {
			os: sources.os.map(repositoryOf),
			dead: answers.osRepos === 'mirror' ? ['/etc/yum.repos.d/CentOS-Base.repo'] : [],
			containerd: sources.containerd && repositoryOf(sources.containerd),
			kubernetes: repositoryOf(sources.kubernetes),
			kernel: undefined,
		},
		packages: Object.fromEntries(packageStages.map(stage => [stage, packagesOf(wanted[stage])])) as Readonly<
			Record<PackageStage, PackagePlan>
		>,
		containerd: {
			version: containerd,
			package: runtime.name,
			kept: false,
			configVersion: config?.version ?? 2,
		},
		images: {
			repository: sources.imageRepository,
			registries: [],
			pause: images.pause,
			kubernetes: images.all,
			cni: cni.kind === 'manifest' ? Object.values(cni.renamed) : [],
			dns: sources.dns,
		},
		cni,
		proxy: undefined,
		proofs: demoProofs(sources, wanted, images.all, cni),
	}
}

/** That everything is there, as answered by a mirror that is neither fast nor slow. */
function demoProofs(
	sources: Sources,
	wanted: Readonly<Record<PackageStage, readonly string[]>>,
	images: readonly string[],
	cni: CniPlan,
): Proof[] {
	const milliseconds = 38
	const proven = (kind: ArtefactKind, where: string, names: readonly string[]): Proof[] =>
		names.map(what => ({ kind, what, where, result: 'proven', milliseconds }))
	const host = sources.os[0]?.baseUrl ?? ''
	return [
		...proven('os-packages', host, [...wanted.host, ...wanted.clock]),
		...proven('containerd', sources.containerd?.baseUrl ?? host, wanted.containerRuntime),
		...proven('kubernetes-packages', sources.kubernetes.baseUrl, wanted.kubernetes),
		...images.flatMap(image => proven('images', image.split('/')[0] ?? '', [image])),
		...(cni.kind === 'manifest'
			? Object.values(cni.renamed).flatMap(image => proven('cni-images', image.split('/')[0] ?? '', [image]))
			: []),
	]
}

/** A manifest in the place of the real one: the same images, a tenth of the lines. */
function cniOf({ cni }: Answers, sources: Sources): CniPlan {
	if (!('manifest' in cni)) return { kind: cni.name }
	const { name, version, manifest: source, sha256 } = cni
	const known: readonly CniManifest[] = cnis[name].manifests
	const images = known.find(entry => entry.version === version)?.images ?? []
	const containers = images
		.map((image, index) => `        - name: ${name}-${index}\n          image: ${image}\n`)
		.join('')
	const text = `apiVersion: v1
kind: ConfigMap
metadata:
  name: kube-${name}-cfg
  namespace: kube-system
data:
  net-conf.json: '{"Network": "10.244.0.0/16", "Backend": {"Type": "vxlan"}}'
---
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: kube-${name}-ds
  namespace: kube-system
spec:
  template:
    spec:
      containers:
${containers}`
	const renamed = Object.fromEntries(images.map(image => [image, sources.image(image)]))
	return { kind: 'manifest', name, version, source, sha256, text, renamed }
}

/** Reads as a key, holds none. */
const emptyKey = `-----BEGIN PGP PUBLIC KEY BLOCK-----
Comment: here stands the key of the pinned fingerprint on a real host

mAEE
-----END PGP PUBLIC KEY BLOCK-----
`

function repositoryOf({ id, name, baseUrl, keys, excluded }: RepositorySource): PackageRepository {
	return {
		id,
		name,
		baseUrl,
		keys: keys.map(key => ({
			fingerprint: 'own' in key ? '' : (key.fingerprint ?? ''),
			armored: emptyKey,
		})),
		signedMetadata: true,
		signedPackages: true,
		caFile: undefined,
		credentials: undefined,
		excluded,
	}
}
