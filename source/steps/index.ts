import { clock } from './clock.ts'
import { cni } from './cni.ts'
import { containerRuntime } from './container-runtime.ts'
import { containerdConfig } from './containerd-config.ts'
import { criTools } from './cri-tools.ts'
import { firewall } from './firewall.ts'
import { hostPackages } from './host-packages.ts'
import { hostnameAndHosts } from './hostname-and-hosts.ts'
import { cniImages, controlPlaneImages, images } from './images.ts'
import { joinAnswers } from './join-answers.ts'
import { journald } from './journald.ts'
import { kernel } from './kernel.ts'
import { kernelModules } from './kernel-modules.ts'
import { kubeadmConfig } from './kubeadm-config.ts'
import { kubeadmInit } from './kubeadm-init.ts'
import { kubeadmJoin } from './kubeadm-join.ts'
import { kubeconfig } from './kubeconfig.ts'
import { kubeletEnvironment } from './kubelet-environment.ts'
import { kubernetesPackages } from './kubernetes-packages.ts'
import { kubernetesRepository } from './kubernetes-repository.ts'
import { osRepositories } from './os-repositories.ts'
import { ready } from './ready.ts'
import { selinux } from './selinux.ts'
import type { Step } from './step.ts'
import { swap } from './swap.ts'
import { sysctls } from './sysctls.ts'
import { unneededServices } from './unneeded-services.ts'

export type StepId =
	| 'os-repositories'
	| 'hostname-and-hosts'
	| 'host-packages'
	| 'firewall'
	| 'swap'
	| 'selinux'
	| 'kernel'
	| 'kernel-modules'
	| 'sysctls'
	| 'clock'
	| 'unneeded-services'
	| 'journald'
	| 'container-runtime'
	| 'containerd-config'
	| 'kubernetes-repository'
	| 'cri-tools'
	| 'images'
	| 'control-plane-images'
	| 'cni-images'
	| 'kubernetes-packages'
	| 'kubelet-environment'
	| 'kubeadm-config'
	| 'kubeadm-init'
	| 'kubeadm-join'
	| 'kubeconfig'
	| 'cni'
	| 'ready'
	| 'join-answers'

/**
 * All steps, in the order of the founding procedure; only what others need is brought forward (modules before sysctls,
 * the Kubernetes repository before crictl), so that each step stands after everything it needs.
 */
export const steps: readonly Step[] = [
	osRepositories,
	hostnameAndHosts,
	hostPackages,
	firewall,
	swap,
	selinux,
	kernelModules,
	sysctls,
	clock,
	unneededServices,
	journald,
	kernel,
	containerRuntime,
	containerdConfig,
	kubernetesRepository,
	criTools,
	images,
	controlPlaneImages,
	cniImages,
	kubernetesPackages,
	kubeletEnvironment,
	kubeadmConfig,
	kubeadmInit,
	kubeadmJoin,
	kubeconfig,
	cni,
	ready,
	joinAnswers,
]
