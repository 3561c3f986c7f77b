import type { Host } from '../bed/hosts/host.ts'
import { folders, repositoryUrl } from '../bed/packages/urls.ts'
import { network } from '../bed/paths.ts'

/** Kubernetes put on a host without the wizard: what an operator would type, so that the bed is proven by itself. */

const registry = `registry.${network.domain}:${network.registryPort}`
export const podSubnet = '10.244.0.0/16'

const debPackages = `
	mkdir -p /etc/apt/keyrings
	curl -fsS ${repositoryUrl}/${folders.kubernetesDeb}/Release.key -o /etc/apt/keyrings/kubernetes.asc
	curl -fsS ${repositoryUrl}/docker-ce/linux/debian/gpg -o /etc/apt/keyrings/docker.asc
	echo 'deb [signed-by=/etc/apt/keyrings/kubernetes.asc] ${repositoryUrl}/${folders.kubernetesDeb} /' > /etc/apt/sources.list.d/kubernetes.list
	echo 'deb [signed-by=/etc/apt/keyrings/docker.asc] ${repositoryUrl}/docker-ce/linux/debian bookworm stable' > /etc/apt/sources.list.d/docker.list
	apt-get -q update
	DEBIAN_FRONTEND=noninteractive apt-get -q install -y -o DPkg::Use-Pty=0 containerd.io kubeadm=1.20.2-1.1 kubelet=1.20.2-1.1 kubectl=1.20.2-1.1`

const rpmPackages = `
	cat > /etc/yum.repos.d/kubernetes.repo <<-END
		[kubernetes]
		name=Kubernetes
		baseurl=${repositoryUrl}/${folders.kubernetesRpm}/
		gpgcheck=1
		repo_gpgcheck=1
		gpgkey=${repositoryUrl}/${folders.kubernetesRpm}/repodata/repomd.xml.key
	END
	cat > /etc/yum.repos.d/docker-ce.repo <<-END
		[docker-ce-stable]
		name=Docker CE
		baseurl=${repositoryUrl}/${folders.dockerRpm}/9/x86_64/stable
		gpgcheck=1
		gpgkey=${repositoryUrl}/${folders.dockerRpm}/gpg
	END
	dnf -q -y install containerd.io kubeadm-1.20.2-150500.1.1 kubelet-1.20.2-150500.1.1 kubectl-1.20.2-150500.1.1
	systemctl disable --now firewalld`

/** `restrict_oom_score_adj`: a container host may not make a process less likely to be killed. */
const containerdConfig = (inContainer: boolean): string => `version = 2
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "${registry}/google_containers/pause:3.2"
  restrict_oom_score_adj = ${inContainer}
  [plugins."io.containerd.grpc.v1.cri".registry.mirrors."${registry}"]
    endpoint = ["http://${registry}"]
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
      SystemdCgroup = true
`

const kubeadmConfig = (host: Host, inContainer: boolean): string => `apiVersion: kubeadm.k8s.io/v1beta2
kind: InitConfiguration
localAPIEndpoint: {advertiseAddress: ${host.address}}
nodeRegistration: {criSocket: unix:///run/containerd/containerd.sock}
---
apiVersion: kubeadm.k8s.io/v1beta2
kind: ClusterConfiguration
kubernetesVersion: v1.20.2
imageRepository: ${registry}/google_containers
networking: {podSubnet: ${podSubnet}}
${inContainer ? '' : '# Emulated, everything takes several times as long.\napiServer: {timeoutForControlPlane: 20m0s}'}
---
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
cgroupDriver: systemd
---
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
mode: iptables
${inContainer ? 'conntrack: {maxPerCore: 0}\n' : ''}`

/** Packages, containerd and swap, up to the point where kubeadm is run. Nothing about br_netfilter. */
export async function prepareByHand(host: Host): Promise<void> {
	const inContainer = !host.profile.startsWith('machine')
	const isDebian = (await host.run('command -v apt-get')).exitCode === 0
	await host.must(`set -e\n${isDebian ? debPackages : rpmPackages}`, { timeout: 900_000 })
	await host.must('cat > /etc/containerd/config.toml', { input: containerdConfig(inContainer) })
	const environment = isDebian ? '/etc/default/kubelet' : '/etc/sysconfig/kubelet'
	await host.must(`set -e
		echo 'KUBELET_EXTRA_ARGS=--container-runtime=remote --container-runtime-endpoint=unix:///run/containerd/containerd.sock' > ${environment}
		sed -i '/\\sswap\\s/s/^/#/' /etc/fstab
		sysctl -q -w net.ipv4.ip_forward=1
		systemctl restart containerd
		systemctl enable kubelet`)
	await host.must('cat > /root/kubeadm.yaml', { input: kubeadmConfig(host, inContainer) })
}

/** The commands of a control plane as root on it. */
export const kubectl = (host: Host, words: string, timeout = 60_000): Promise<string> =>
	host.must(`kubectl --kubeconfig /etc/kubernetes/admin.conf ${words}`, { timeout })

export const initCommand = 'kubeadm init --config /root/kubeadm.yaml --skip-token-print'

/** Installs the pod network: the bed's stand-in for flannel, whose images name the bed's registry. */
export async function applyFlannel(host: Host): Promise<void> {
	const manifest = await host.must(['curl', '-fsS', `${repositoryUrl}/manifests/flannel.yaml`])
	await host.must(['kubectl', '--kubeconfig', '/etc/kubernetes/admin.conf', 'apply', '-f', '-'], { input: manifest })
}

/** Waits until a look comes out true; the last detail is in the error. */
export async function eventually(
	what: string,
	within: number,
	look: () => Promise<{ holds: boolean; detail: string }>,
): Promise<void> {
	const deadline = Date.now() + within
	for (;;) {
		const { holds, detail } = await look()
		if (holds) return
		if (Date.now() > deadline) throw new Error(`${what}: not within ${within / 1000} s\n${detail}`)
		await new Promise(resolve => setTimeout(resolve, 500))
	}
}

/** A kubelet of 1.20 calls its static pods ready up to a minute late: that they run is enough. */
const staticPod = /^(etcd|kube-apiserver|kube-controller-manager|kube-scheduler)-/

/** kubeadm's add-ons come after the static pods: a look between the two sees only these. */
const addOns = [/^kube-proxy-/, /^coredns-/]

/** Every node Ready, and every pod running with all its containers ready, kubeadm's add-ons among them. */
export async function clusterIsReady(host: Host, nodes: number, within: number): Promise<void> {
	await eventually(`${nodes} nodes Ready and all pods running`, within, async () => {
		const state = await host.run(
			'kubectl --kubeconfig /etc/kubernetes/admin.conf get nodes --no-headers; echo ---; kubectl --kubeconfig /etc/kubernetes/admin.conf get pods -A -o wide --no-headers',
		)
		const [nodeLines = '', podLines = ''] = state.stdout.split('---\n')
		const ready = nodeLines.split('\n').filter(line => /\sReady\s/.test(line)).length
		const pods = podLines.split('\n').filter(line => line !== '')
		const running = pods.filter(line => {
			const [, name = '', count = '', status] = line.split(/\s+/)
			const [have, want] = count.split('/')
			return status === 'Running' && (have === want || staticPod.test(name))
		})
		const names = running.map(line => line.split(/\s+/)[1] ?? '')
		const complete = addOns.every(addOn => names.some(name => addOn.test(name)))
		return {
			holds: ready === nodes && complete && running.length === pods.length,
			detail: `${state.stdout}${state.stderr}`,
		}
	})
}

const toolsImage = `${registry}/bed/tools:1`

/** One pod with a web server on the first node, its service, and a pod that asks on the second. */
export const pair = (serverNode: string, clientNode: string): string => `apiVersion: v1
kind: Pod
metadata: {name: server, labels: {app: server}}
spec:
  nodeName: ${serverNode}
  terminationGracePeriodSeconds: 0
  tolerations: [{operator: Exists}]
  containers: [{name: web, image: "${toolsImage}", command: [sh, -c, "mkdir /www; echo served > /www/index.html; exec httpd -f -p 80 -h /www"]}]
---
apiVersion: v1
kind: Service
metadata: {name: server}
spec: {selector: {app: server}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Pod
metadata: {name: client}
spec:
  nodeName: ${clientNode}
  terminationGracePeriodSeconds: 0
  tolerations: [{operator: Exists}]
  containers: [{name: client, image: "${toolsImage}", command: [sleep, "86400"]}]
`

/** What the client pod gets from a URL, tried until the routes and names are there. */
export async function podReaches(host: Host, url: string, within = 60_000): Promise<void> {
	await eventually(`a pod reaches ${url}`, within, async () => {
		const result = await host.run(
			[
				'kubectl',
				'--kubeconfig',
				'/etc/kubernetes/admin.conf',
				'exec',
				'client',
				'--',
				// Not wget -T: with it the busybox of Debian 12 crashes.
				'timeout',
				'3',
				'wget',
				'-q',
				'-O',
				'-',
				url,
			],
			{ timeout: 20_000 },
		)
		return { holds: result.stdout === 'served\n', detail: `${result.stdout}${result.stderr}` }
	})
}
