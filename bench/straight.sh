#!/usr/bin/env bash
# The founding procedure as a straight shell script, corrected: what the wizard's time is compared with. It does one
# thing after the other, asks nothing, checks nothing beforehand and gives nothing back.
#
#   MIRROR    base URL of the package repositories and manifests
#   REGISTRY  HOST:PORT of the images, plain HTTP
#   ADDRESS   this host's address
#
# For debian-12 and rocky-9, Kubernetes 1.20, flannel. Ends when the node is Ready, the system's pods run, the API
# server answers at its cluster address and cluster DNS answers: the wizard's own end.
set -euo pipefail
: "${MIRROR:?}" "${REGISTRY:?}" "${ADDRESS:?}"

version=1.20.2
pod_subnet=10.244.0.0/16
. /etc/os-release
in_container=false
if systemd-detect-virt --container --quiet; then in_container=true; fi

# 1: a name, and the host's own entry
hostnamectl set-hostname node-1
echo "$ADDRESS node-1 cluster.local" >> /etc/hosts

# 3, 19: ports, where a firewall runs
if systemctl is-active --quiet firewalld; then
	for port in 6443/tcp 30000-32767/tcp 30000-32767/udp; do firewall-cmd --quiet --permanent --add-port="$port"; done
	for port in 10250 2379-2380; do
		firewall-cmd --quiet --permanent --add-rich-rule="rule family=ipv4 source address=$ADDRESS/32 port port=$port protocol=tcp accept"
	done
	firewall-cmd --quiet --permanent --zone=trusted --add-source="$pod_subnet"
	firewall-cmd --quiet --reload
fi

# 4: no swap, now and later
sed -ri '/\sswap\s/s/^/#/' /etc/fstab
"$in_container" || swapoff -a

# 11: modules, before the sysctls that they bring; built-in ones cannot be loaded and need not be
printf '%s\n' overlay br_netfilter > /etc/modules-load.d/kubernetes.conf
modprobe -a overlay br_netfilter 2> /dev/null || true

# 6: kernel settings
cat > /etc/sysctl.d/kubernetes.conf << END
net.bridge.bridge-nf-call-iptables = 1
net.bridge.bridge-nf-call-ip6tables = 1
net.ipv4.ip_forward = 1
END
sysctl --quiet -p /etc/sysctl.d/kubernetes.conf

# 9: logs that survive a boot
mkdir -p /etc/systemd/journald.conf.d
printf '[Journal]\nStorage=persistent\nSystemMaxUse=10G\nMaxRetentionSec=2week\n' > /etc/systemd/journald.conf.d/99-prophet.conf
systemctl restart systemd-journald

# 2, 12, 14, 16, 17: packages at their versions, from one mirror, signatures checked
if [[ $ID == debian ]]; then
	mkdir -p /etc/apt/keyrings
	curl -fsS "$MIRROR/kubernetes/core/stable/v1.20/deb/Release.key" -o /etc/apt/keyrings/kubernetes.asc
	curl -fsS "$MIRROR/docker-ce/linux/debian/gpg" -o /etc/apt/keyrings/docker.asc
	echo "deb [signed-by=/etc/apt/keyrings/kubernetes.asc] $MIRROR/kubernetes/core/stable/v1.20/deb /" > /etc/apt/sources.list.d/kubernetes.list
	echo "deb [signed-by=/etc/apt/keyrings/docker.asc] $MIRROR/docker-ce/linux/debian $VERSION_CODENAME stable" > /etc/apt/sources.list.d/docker.list
	export DEBIAN_FRONTEND=noninteractive
	apt-get -qq update
	apt-get -qq install -y conntrack socat ebtables ethtool iproute2 iptables util-linux mount curl tar ca-certificates
	apt-get -qq install -y containerd.io
	apt-get -qq install -y "kubeadm=$version-*" "kubelet=$version-*" "kubectl=$version-*" cri-tools kubernetes-cni
	apt-mark -qq hold kubeadm kubelet kubectl
	kubelet_environment=/etc/default/kubelet
else
	cat > /etc/yum.repos.d/kubernetes.repo << END
[kubernetes]
name=Kubernetes
baseurl=$MIRROR/kubernetes/core/stable/v1.20/rpm/
gpgcheck=1
repo_gpgcheck=1
gpgkey=$MIRROR/kubernetes/core/stable/v1.20/rpm/repodata/repomd.xml.key
END
	cat > /etc/yum.repos.d/docker-ce.repo << END
[docker-ce-stable]
name=Docker CE
baseurl=$MIRROR/docker-ce/linux/centos/${VERSION_ID%%.*}/x86_64/stable
gpgcheck=1
gpgkey=$MIRROR/docker-ce/linux/centos/gpg
END
	dnf -q -y install conntrack-tools socat ethtool iproute iptables-nft util-linux curl tar
	dnf -q -y install containerd.io
	dnf -q -y install "kubeadm-$version" "kubelet-$version" "kubectl-$version" cri-tools kubernetes-cni
	kubelet_environment=/etc/sysconfig/kubelet
fi

# 13: the runtime, with the pause image of this version
cat > /etc/containerd/config.toml << END
version = 2
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "$REGISTRY/google_containers/pause:3.2"
  restrict_oom_score_adj = $in_container
  [plugins."io.containerd.grpc.v1.cri".registry.mirrors."$REGISTRY"]
    endpoint = ["http://$REGISTRY"]
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
      SystemdCgroup = true
END
systemctl enable --quiet containerd
systemctl restart containerd
echo 'runtime-endpoint: unix:///run/containerd/containerd.sock' > /etc/crictl.yaml

# 18, 20: kubelet and kubeadm
echo 'KUBELET_EXTRA_ARGS=--container-runtime=remote --runtime-request-timeout=15m --container-runtime-endpoint=unix:///run/containerd/containerd.sock' > "$kubelet_environment"
systemctl enable --quiet kubelet
cat > /root/kubeadm.yaml << END
apiVersion: kubeadm.k8s.io/v1beta2
kind: InitConfiguration
localAPIEndpoint: {advertiseAddress: $ADDRESS}
nodeRegistration: {name: node-1, criSocket: unix:///run/containerd/containerd.sock}
---
apiVersion: kubeadm.k8s.io/v1beta2
kind: ClusterConfiguration
kubernetesVersion: v$version
imageRepository: $REGISTRY/google_containers
controlPlaneEndpoint: cluster.local:6443
networking: {podSubnet: $pod_subnet}
---
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
cgroupDriver: systemd
---
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
mode: iptables
$("$in_container" && echo 'conntrack: {maxPerCore: 0}' || true)
END

# 15, 21, 23: images, the control plane, the operator's kubeconfig
kubeadm config images pull --config /root/kubeadm.yaml
kubeadm init --config /root/kubeadm.yaml --upload-certs --skip-token-print --skip-certificate-key-print
mkdir -p /root/.kube
cp /etc/kubernetes/admin.conf /root/.kube/config

# 25: the pod network
curl -fsS "$MIRROR/manifests/flannel.yaml" |
	sed -r "s#image: ([^/ ]+/)?(flannel-io|flannel)/#image: $REGISTRY/flannel/#" |
	kubectl apply -f -

# 26: wait until it all works
eventually() {
	local deadline=$((SECONDS + 300))
	until "$@"; do
		if ((SECONDS > deadline)); then
			echo "not within 300 s: $*" >&2
			exit 1
		fi
		sleep 0.2
	done
}

node_ready() {
	kubectl get nodes --no-headers | grep -q ' Ready '
}

# Static pods (…-node-1) count once they run: kubelets of 1.20 call them ready up to a minute late.
pods_run() {
	kubectl get pods -A --no-headers | awk '{
		split($3, n, "/")
		if ($2 !~ /-node-1$/) made = 1
		if ($4 != "Running" || (n[1] != n[2] && $2 !~ /-node-1$/)) bad = 1
	} END {exit !made || bad}'
}

service_answers() {
	curl -fsS -m 2 --cacert /etc/kubernetes/pki/ca.crt -o /dev/null https://10.96.0.1/version
}

# A question for kubernetes.default.svc.cluster.local, by hand: the hosts have no dig. 0a600001 is 10.96.0.1.
printf '\x12\x34\x01\0\0\x01\0\0\0\0\0\0\x0akubernetes\x07default\x03svc\x07cluster\x05local\0\0\x01\0\x01' > /run/question
dns_answers() {
	exec 3<> /dev/udp/10.96.0.10/53
	cat /run/question >&3
	timeout 1 dd bs=512 count=1 <&3 2> /dev/null | od -An -v -tx1 | tr -d ' \n' | grep -q 0a600001
}

eventually node_ready
eventually pods_run
eventually service_answers
eventually dns_answers
