import { type Fault, fault } from './fault.ts'

/** Faults of a host with a cluster that was Ready. */

const kubectl = 'kubectl --kubeconfig /etc/kubernetes/admin.conf'
const containerdConfig = '/etc/containerd/config.toml'
const kubeletConfig = '/var/lib/kubelet/config.yaml'
const kept = `cp -a ${kubeletConfig} /root/kubelet.yaml`
const back = `cp -a /root/kubelet.yaml ${kubeletConfig}; systemctl restart kubelet`
const newPods = (namespace: string, label: string): string =>
	`${kubectl} -n ${namespace} delete pod -l ${label} --wait=false`

export const clusterFaults: readonly Fault[] = [
	fault(
		'containerd-systemdcgroup-false',
		'containerd writes cgroups itself, the kubelet leaves them to systemd',
		`cp -a ${containerdConfig} /root/containerd.toml; sed -i 's/SystemdCgroup = true/SystemdCgroup = false/' ${containerdConfig}; systemctl restart containerd`,
		`cp -a /root/containerd.toml ${containerdConfig}; systemctl restart containerd`,
	),
	fault(
		'containerd-cgroupspath-format',
		'the kubelet writes cgroups itself, containerd expects systemd to',
		`${kept}; sed -i 's/^cgroupDriver:.*/cgroupDriver: cgroupfs/' ${kubeletConfig}; systemctl restart kubelet`,
		back,
	),
	fault(
		'kubelet-resolv-conf-missing',
		"the kubelet's resolv.conf is one that this host does not have",
		`${kept}; sed -i '/^resolvConf:/d' ${kubeletConfig}; echo 'resolvConf: /run/systemd/resolve/resolv.conf' >> ${kubeletConfig}; systemctl restart kubelet`,
		back,
	),
	fault(
		'dns-coredns-loop',
		'the resolv.conf that pods get has only 127.0.0.53',
		`${kept}; echo 'nameserver 127.0.0.53' > /etc/resolv-fault.conf; sed -i '/^resolvConf:/d' ${kubeletConfig}; echo 'resolvConf: /etc/resolv-fault.conf' >> ${kubeletConfig}; systemctl restart kubelet`,
		`${back}; rm -f /etc/resolv-fault.conf`,
	),
	fault(
		'network-kube-proxy-conntrack',
		'kube-proxy told to set the connection limit in a container',
		`${kubectl} -n kube-system get configmap kube-proxy -o json | sed 's/maxPerCore: 0/maxPerCore: 32768/' | ${kubectl} replace -f - > /dev/null; ${newPods('kube-system', 'k8s-app=kube-proxy')}
		until ${kubectl} -n kube-system logs -l k8s-app=kube-proxy --tail=-1 2> /dev/null | grep -q 'permission denied'; do sleep 0.5; done`,
		`${kubectl} -n kube-system get configmap kube-proxy -o json | sed 's/maxPerCore: 32768/maxPerCore: 0/' | ${kubectl} replace -f - > /dev/null; ${newPods('kube-system', 'k8s-app=kube-proxy')}`,
	),
	fault(
		'cni-cni0-different-ip',
		'cni0 has the address of an earlier cluster',
		// Pods that are started now meet it; those that were there hang on the old bridge in any case.
		`ip addr flush dev cni0; ip addr add 10.99.0.1/24 dev cni0; ${newPods('kube-system', 'k8s-app=kube-dns')}`,
		`ip link delete cni0; ${newPods('kube-system', 'k8s-app=kube-dns')}`,
	),
	fault(
		'cni-not-initialized',
		'the pod network is gone, and its config with it',
		`${kubectl} delete -f /etc/k8s-wizard/cni/flannel.yaml --wait=true > /dev/null; rm -f /etc/cni/net.d/*; systemctl restart containerd`,
		`${kubectl} apply -f /etc/k8s-wizard/cni/flannel.yaml`,
	),
]
