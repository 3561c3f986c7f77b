import { network } from '../paths.ts'

/** Where hosts reach the bed's repositories: the web root that services/repository.ts serves. */
export const repositoryUrl = `http://mirror.${network.domain}:${network.repositoryPort}`

/** Folders of the web root, laid out as the public mirrors lay out theirs. */
export const folders = {
	debian: 'debian',
	ubuntu: 'ubuntu',
	baseOs: { 7: 'centos/7/os/x86_64', 9: 'rocky/9/BaseOS/x86_64/os' },
	kubernetesRpm: 'kubernetes/core/stable/v1.20/rpm',
	kubernetesDeb: 'kubernetes/core/stable/v1.20/deb',
	dockerRpm: 'docker-ce/linux/centos',
	dockerDeb: 'docker-ce/linux',
} as const
