import type { Answers } from '../answers/answers.ts'
import type { Facts } from '../host/facts.ts'
import type { PackagePlan, PackageRepository, PackageStage, Resolution } from '../steps/resolution.ts'
import { packageStages } from '../steps/resolution.ts'
import { kubernetesImages } from '../steps/resolve/images.ts'
import { type RepositorySource, sourcesOf } from '../steps/resolve/sources.ts'
import { wantedPackages } from '../steps/resolve/wanted-packages.ts'

/** Versions that a CentOS 7 mirror has, where a real plan asks the mirror. */
const versions: Readonly<Record<string, string>> = {
	'containerd.io': '1.5.11-3.1.el7',
	'conntrack-tools': '1.4.4-7.el7',
	'cri-tools': '1.24.0-150500.1.1',
	curl: '7.29.0-59.el7_9.2',
	ebtables: '2.0.10-16.el7',
	ethtool: '2:4.8-10.el7',
	iproute: '4.11.0-30.el7',
	iptables: '1.4.21-35.el7',
	kubeadm: '1.24.0-150500.1.1',
	kubectl: '1.24.0-150500.1.1',
	kubelet: '1.24.0-150500.1.1',
	'kubernetes-cni': '0.8.7-150500.1.1',
	socat: '1.7.3.2-2.el7',
	tar: '2:1.26-35.el7',
	'util-linux': '2.23.2-65.el7',
}

/** What a mirror would have answered, made up: the same names and places as for a real host, nothing asked of anyone. */
export function demoResolution(facts: Facts, answers: Answers): Resolution {
	const sources = sourcesOf(answers, facts)
	const images = kubernetesImages(answers.kubernetesVersion, answers.role, sources)
	const wanted = wantedPackages(answers, facts, sources, undefined)
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
		containerd: { version: '1.5.11', package: 'containerd.io', kept: false, configVersion: 2 },
		images: {
			repository: sources.imageRepository,
			registries: [],
			pause: images.pause,
			kubernetes: images.all,
			cni: [],
			dns: sources.dns,
		},
		cni: { kind: 'bridge' },
		proxy: undefined,
		proofs: [],
	}
}

function packagesOf(names: readonly string[]): PackagePlan {
	const install = names.map(name => ({ name, version: versions[name] ?? '1-1.el7' }))
	return { install, transaction: install.map(one => ({ ...one, action: 'install' })) }
}

function repositoryOf({ id, name, baseUrl, keys, excluded }: RepositorySource): PackageRepository {
	return {
		id,
		name,
		baseUrl,
		keys: keys.map(key => ({
			fingerprint: 'own' in key ? '' : (key.fingerprint ?? ''),
			armored:
				'(here stands the key of the pinned fingerprint, fetched and checked when a plan is made for a real host)\n',
		})),
		signedMetadata: true,
		signedPackages: true,
		caFile: undefined,
		credentials: undefined,
		excluded,
	}
}
