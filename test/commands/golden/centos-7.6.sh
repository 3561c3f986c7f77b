#!/usr/bin/env bash
# What k8s-wizard plans for localhost.localdomain (CentOS Linux 7 (Core)).
# It keeps no before-images: what it does, “k8s-wizard undo” knows nothing of.
set -euo pipefail
[ "$(id -u)" = 0 ] || { echo 'Only root can do this' >&2; exit 1; }
export LC_ALL=C
# What the repository file excludes from updates is what is installed here.
yum() {
	command yum --noplugins --disableexcludes=kubernetes \
		--setopt=cachedir=/run/k8s-wizard/script/cache "$@"
}

## Hostname and /etc/hosts
# The node is known to the cluster by its hostname. A marked block in /etc/hosts names it and the control plane’s endpoint: a block can be changed and taken away again.

# hostname node-1
hostnamectl --static set-hostname node-1
hostnamectl --transient set-hostname node-1

# block "hosts" in /etc/hosts
sed -i '\|^# BEGIN k8s-wizard hosts$|,\|^# END k8s-wizard hosts$|d' /etc/hosts
cat >>/etc/hosts <<'END'
# BEGIN k8s-wizard hosts
192.168.43.105	node-1 cluster.local
# END k8s-wizard hosts
END

## containerd
# containerd at a version that fits this Kubernetes, from one repository with its signature checked, not from two mirrors at once. A containerd or Docker that is here already stays.

# file /etc/pki/rpm-gpg/RPM-GPG-KEY-containerd-DA4BCDE9
install -D -m 0644 /dev/stdin /etc/pki/rpm-gpg/RPM-GPG-KEY-containerd-DA4BCDE9 <<'END'
-----BEGIN PGP PUBLIC KEY BLOCK-----

mQENBGsE2rEBCADYOl3dGpi1AcTs6kZ9p3oYA7UgJEizmWTnXg1SWx4j0LB9FUyW
FTUnZ5Hon/phR50uJ2mwcHrdKCkTG6xZeAXxXYXquHcvz/oeZDG2q+ENly5vK1jn
VTIRWjvuIReqg4/vgpQXZ30mRrcaQRzDqFPPGclU89NJV92SUA1aw6HztE1xTq8m
2/Sval/bJ/H71kcW+kTpdZL29Zrc9Gtif6c0zY27068twpPZiln0iCKoUHjYGrYU
FXaKa3VFIBnx9zKu3xIY9t5eCagzMei8z3hWBZxn4itsLTLxCvpKxc6VhSuq7Dnl
F+8a4x3P03d0SHASbtMD82R9PYe+vHY8xjLZABEBAAG0IlRlc3Qga2V5IHBpbm5l
ZCA8cGlubmVkQGtleXMudGVzdD6JAU4EEwEKADgWIQRr98lujn4pDBSqSISkHyJf
2kvN6QUCawTasQIbAwULCQgHAgYVCgkICwIEFgIDAQIeAQIXgAAKCRCkHyJf2kvN
6eZMCACdhGR0izMCw3GkFhtt6NMXki2tKabPzgCpCBTWAjuSi7KGS1w9m6yZdyYd
QuY7mOyuVzZei0pHDnXIBH2hnMwwYqbFPmq2cApLwZQ51xSw7NV+6YxFl1WYaDjb
paSsyESYIRLzbDQ2BtVaB2R0124dRjqP+Fs9nQ2McDGPI/5S1fX0Fckg2bKOkCsS
9OPtNEjj76aMYv1blGB7pZa3oF4UHuHD5IdjG6NPe43eaBiVG62rr8iOpGxR2C6S
NNE2hdvwZsT9qgjSZCBcLpqSsr320GzX73ltM81EfoZwLYbC22RonxASWLQRvyk+
dfq5Jq2LmEt2UmYtmpV8lZvrI4SxuDgEawTatBIKKwYBBAGXVQEFAQEHQOLyKr8f
rs+C3916mBGW98F6Q2DWF0G/ufq7ByYCmc5uAwEIB4kBNgQYAQoAIBYhBGv3yW6O
fikMFKpIhKQfIl/aS83pBQJrBNq0AhsMAAoJEKQfIl/aS83pgKQH/1lkvzlGwwdC
hfvYjlY4SiU/x9fXAKdKfw+o0Wla3HWO7T3IuE3833Xbn6EolbuUq5QaJlr6Hc2G
AW2daTq8sigR9ba9psUhoc8ypPi4BS2okqiSOmoK4WxDs0z8b7lv74UoauqLHo5R
med5E8y9ZlKcEV+coyURKAnE2wm3JaWporMdjc1KKAy97FXjBU6YG76Ay2zkbYgd
2kJdZwtfeaCHmBWZ4HRBdijgYGcr1SzvKoskmSY+mV6NU/0I0tVSWAI2gmw+0z9O
pKo5fGHGS45MOxSGPbiXD5CVItZbCYFGgpIA+93HKH+W0BECTTMQGocrXY4KuQSw
rSs3XgomEtk=
=hWMW
-----END PGP PUBLIC KEY BLOCK-----
END

# file /etc/yum.repos.d/containerd.repo
install -D -m 0644 /dev/stdin /etc/yum.repos.d/containerd.repo <<'END'
# Written by k8s-wizard.
[containerd]
name=containerd (k8s-wizard)
baseurl=http://mirror.test/docker-ce/centos-7.6
enabled=1
gpgcheck=1
repo_gpgcheck=0
gpgkey=file:///etc/pki/rpm-gpg/RPM-GPG-KEY-containerd-DA4BCDE9
END

# packages containerd.io 1.6.33-3.1.el7
yum -y install containerd.io-1.6.33-3.1.el7

## Packages that Kubernetes needs
# kubeadm, kubelet and kube-proxy call conntrack, ebtables, ethtool, socat and iptables; newer kubelet packages no longer pull them in. Editors and ntp are not the cluster’s business: they are the optional group “tools”.

# packages conntrack-tools 1.0-1.el, socat 1.0-1.el, ebtables 1.0-1.el, ethtool 1.0-1.el, iproute 1.0-1.el, iptables 1.0-1.el, util-linux 1.0-1.el, curl 1.0-1.el, tar 1.0-1.el
yum -y install conntrack-tools-1.0-1.el socat-1.0-1.el ebtables-1.0-1.el ethtool-1.0-1.el iproute-1.0-1.el iptables-1.0-1.el util-linux-1.0-1.el curl-1.0-1.el tar-1.0-1.el

## Firewall
# The ports of this role are opened in the firewall that runs here: the API server and NodePorts for all, kubelet and etcd for the nodes only; traffic of the pod network passes, or pods of other nodes would be refused. Nothing is flushed and no firewall is removed, for that would throw away the host’s own protection.

# open in firewalld: 6443/tcp, 2379-2380/tcp, 10250/tcp, 30000-32767/tcp, 30000-32767/udp
firewall-cmd --add-port=6443/tcp
firewall-cmd '--add-rich-rule=rule family="ipv4" source address="192.168.43.105/32" port port="2379-2380" protocol="tcp" accept'
firewall-cmd '--add-rich-rule=rule family="ipv4" source address="192.168.43.105/32" port port="10250" protocol="tcp" accept'
firewall-cmd --add-port=30000-32767/tcp
firewall-cmd --add-port=30000-32767/udp
firewall-cmd --permanent --add-port=6443/tcp
firewall-cmd --permanent '--add-rich-rule=rule family="ipv4" source address="192.168.43.105/32" port port="2379-2380" protocol="tcp" accept'
firewall-cmd --permanent '--add-rich-rule=rule family="ipv4" source address="192.168.43.105/32" port port="10250" protocol="tcp" accept'
firewall-cmd --permanent --add-port=30000-32767/tcp
firewall-cmd --permanent --add-port=30000-32767/udp

# let pods through firewalld: 10.244.0.0/16
firewall-cmd --zone=trusted --add-source=10.244.0.0/16
firewall-cmd --permanent --zone=trusted --add-source=10.244.0.0/16

## Swap off
# The kubelet refuses to start with swap on. It is switched off now and in fstab, units and zram, otherwise it returns at the next boot.

# swap off
swapoff -a

# 1 line commented out in /etc/fstab
sed -i 's|^/dev/mapper/centos-swap swap swap defaults 0 0$|#k8s-wizard# &|' /etc/fstab

## SELinux permissive
# Permissive is what Kubernetes documents: violations are still logged, nothing is blocked. Disabling it altogether would need a reboot.

# SELinux permissive
setenforce 0

# 2 lines commented out in /etc/selinux/config
sed -i 's|^SELINUX=enforcing$|#k8s-wizard# &|' /etc/selinux/config
sed -i 's|^SELINUX=disabled$|#k8s-wizard# &|' /etc/selinux/config

# block "selinux" in /etc/selinux/config
sed -i '\|^# BEGIN k8s-wizard selinux$|,\|^# END k8s-wizard selinux$|d' /etc/selinux/config
cat >>/etc/selinux/config <<'END'
# BEGIN k8s-wizard selinux
SELINUX=permissive
# END k8s-wizard selinux
END

## Kernel modules
# Without br_netfilter, bridged traffic passes iptables unseen and services are not reached. Loaded now and, by /etc/modules-load.d, at every boot; what is built into the kernel counts as loaded.

# file /etc/modules-load.d/k8s-wizard.conf
install -D -m 0644 /dev/stdin /etc/modules-load.d/k8s-wizard.conf <<'END'
# Written by k8s-wizard.
overlay
br_netfilter
nf_conntrack_ipv4
END

# kernel module overlay loaded
modprobe -- overlay

# kernel module br_netfilter loaded
modprobe -- br_netfilter

# kernel module nf_conntrack_ipv4 loaded
modprobe -- nf_conntrack_ipv4

## Kernel settings
# Forwarding and bridge filtering are what pod networks stand on; the tuning values are only raised, never lowered. tcp_tw_recycle is left out: Linux 4.12 removed it, and sysctl -p fails on it. What the kubelet sets by itself is listed too, so that undo can give it back.

# file /etc/sysctl.d/90-k8s-wizard.conf
install -D -m 0644 /dev/stdin /etc/sysctl.d/90-k8s-wizard.conf <<'END'
# Written by k8s-wizard.
net.bridge.bridge-nf-call-iptables = 1
net.bridge.bridge-nf-call-ip6tables = 1
net.ipv4.ip_forward = 1
fs.inotify.max_user_instances = 8192
fs.inotify.max_user_watches = 1048576
fs.file-max = 52706963
net.netfilter.nf_conntrack_max = 2310720
vm.panic_on_oom = 0
vm.overcommit_memory = 1
kernel.panic = 10
kernel.panic_on_oops = 1
kernel.keys.root_maxkeys = 1000000
kernel.keys.root_maxbytes = 25000000
net.ipv4.conf.all.route_localnet = 1
net.netfilter.nf_conntrack_tcp_timeout_established = 86400
net.netfilter.nf_conntrack_tcp_timeout_close_wait = 3600
END

# sysctl net.bridge.bridge-nf-call-iptables = 1
sysctl -w net.bridge.bridge-nf-call-iptables=1

# sysctl net.bridge.bridge-nf-call-ip6tables = 1
sysctl -w net.bridge.bridge-nf-call-ip6tables=1

# sysctl net.ipv4.ip_forward = 1
sysctl -w net.ipv4.ip_forward=1

# sysctl fs.inotify.max_user_instances = 8192
[ "$(sysctl -n fs.inotify.max_user_instances)" -ge 8192 ] || sysctl -w fs.inotify.max_user_instances=8192

# sysctl fs.inotify.max_user_watches = 1048576
[ "$(sysctl -n fs.inotify.max_user_watches)" -ge 1048576 ] || sysctl -w fs.inotify.max_user_watches=1048576

# sysctl fs.file-max = 52706963
[ "$(sysctl -n fs.file-max)" -ge 52706963 ] || sysctl -w fs.file-max=52706963

# sysctl net.netfilter.nf_conntrack_max = 2310720
[ "$(sysctl -n net.netfilter.nf_conntrack_max)" -ge 2310720 ] || sysctl -w net.netfilter.nf_conntrack_max=2310720

# sysctl vm.overcommit_memory = 1
sysctl -w vm.overcommit_memory=1

# sysctl kernel.panic = 10
sysctl -w kernel.panic=10

# sysctl kernel.panic_on_oops = 1
sysctl -w kernel.panic_on_oops=1

# sysctl net.ipv4.conf.all.route_localnet = 1
sysctl -w net.ipv4.conf.all.route_localnet=1

# sysctl net.netfilter.nf_conntrack_tcp_timeout_established = 86400
sysctl -w net.netfilter.nf_conntrack_tcp_timeout_established=86400

# sysctl net.netfilter.nf_conntrack_tcp_timeout_close_wait = 3600
sysctl -w net.netfilter.nf_conntrack_tcp_timeout_close_wait=3600

# The wizard would now look whether:
# bridged traffic passes iptables (bridge-nf-call-iptables)

## Persistent, bounded journal
# The logs of a node that fails at boot are the ones that are needed: they are kept on disk, at most 10 GB and two weeks of them.

# file /etc/systemd/journald.conf.d/90-k8s-wizard.conf
install -D -m 0644 /dev/stdin /etc/systemd/journald.conf.d/90-k8s-wizard.conf <<'END'
# Written by k8s-wizard.
[Journal]
Storage=persistent
Compress=yes
SyncIntervalSec=5m
RateLimitInterval=30s
RateLimitBurst=1000
SystemMaxUse=10G
SystemMaxFileSize=200M
MaxRetentionSec=2week
ForwardToSyslog=no
END

# service systemd-journald.service
systemctl daemon-reload
systemctl restart systemd-journald.service

## containerd’s configuration
# A whole config.toml for this containerd: the pause image of this Kubernetes version from the chosen mirror (a wrong one is a classic cause of init timing out), the systemd cgroup driver, the registries. Editing the default with sed silently fails on some versions. The file that was there is kept.

# file /etc/containerd/config.toml
install -D -m 0644 /dev/stdin /etc/containerd/config.toml <<'END'
# Written by k8s-wizard.
version = 2
root = "/var/lib/containerd"
state = "/run/containerd"

[grpc]
address = "/run/containerd/containerd.sock"

[plugins."io.containerd.grpc.v1.cri"]
sandbox_image = "registry.test:5000/k8s/pause:3.7"

[plugins."io.containerd.grpc.v1.cri".containerd]
snapshotter = "overlayfs"
default_runtime_name = "runc"

[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
runtime_type = "io.containerd.runc.v2"

[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
SystemdCgroup = true

[plugins."io.containerd.grpc.v1.cri".registry]
config_path = "/etc/containerd/certs.d"

[plugins."io.containerd.grpc.v1.cri".cni]
bin_dir = "/opt/cni/bin"
conf_dir = "/etc/cni/net.d"
END

# file /etc/containerd/certs.d/registry.test:5000/hosts.toml
install -D -m 0644 /dev/stdin /etc/containerd/certs.d/registry.test:5000/hosts.toml <<'END'
# Written by k8s-wizard.
server = "http://registry.test:5000"

[host."http://registry.test:5000"]
capabilities = [ "pull", "resolve" ]
END

# service containerd.service: enabled, running
systemctl daemon-reload
systemctl enable containerd.service
systemctl restart containerd.service

# The wizard would now look whether:
# containerd answers

## Kubernetes package repository
# The repository of the chosen mirror, with signatures checked by keys of pinned fingerprint; no other key of a keyring is written. gpgcheck=0 would let anyone on the way replace packages.

# file /etc/pki/rpm-gpg/RPM-GPG-KEY-kubernetes-DA4BCDE9
install -D -m 0644 /dev/stdin /etc/pki/rpm-gpg/RPM-GPG-KEY-kubernetes-DA4BCDE9 <<'END'
-----BEGIN PGP PUBLIC KEY BLOCK-----

mQENBGsE2rEBCADYOl3dGpi1AcTs6kZ9p3oYA7UgJEizmWTnXg1SWx4j0LB9FUyW
FTUnZ5Hon/phR50uJ2mwcHrdKCkTG6xZeAXxXYXquHcvz/oeZDG2q+ENly5vK1jn
VTIRWjvuIReqg4/vgpQXZ30mRrcaQRzDqFPPGclU89NJV92SUA1aw6HztE1xTq8m
2/Sval/bJ/H71kcW+kTpdZL29Zrc9Gtif6c0zY27068twpPZiln0iCKoUHjYGrYU
FXaKa3VFIBnx9zKu3xIY9t5eCagzMei8z3hWBZxn4itsLTLxCvpKxc6VhSuq7Dnl
F+8a4x3P03d0SHASbtMD82R9PYe+vHY8xjLZABEBAAG0IlRlc3Qga2V5IHBpbm5l
ZCA8cGlubmVkQGtleXMudGVzdD6JAU4EEwEKADgWIQRr98lujn4pDBSqSISkHyJf
2kvN6QUCawTasQIbAwULCQgHAgYVCgkICwIEFgIDAQIeAQIXgAAKCRCkHyJf2kvN
6eZMCACdhGR0izMCw3GkFhtt6NMXki2tKabPzgCpCBTWAjuSi7KGS1w9m6yZdyYd
QuY7mOyuVzZei0pHDnXIBH2hnMwwYqbFPmq2cApLwZQ51xSw7NV+6YxFl1WYaDjb
paSsyESYIRLzbDQ2BtVaB2R0124dRjqP+Fs9nQ2McDGPI/5S1fX0Fckg2bKOkCsS
9OPtNEjj76aMYv1blGB7pZa3oF4UHuHD5IdjG6NPe43eaBiVG62rr8iOpGxR2C6S
NNE2hdvwZsT9qgjSZCBcLpqSsr320GzX73ltM81EfoZwLYbC22RonxASWLQRvyk+
dfq5Jq2LmEt2UmYtmpV8lZvrI4SxuDgEawTatBIKKwYBBAGXVQEFAQEHQOLyKr8f
rs+C3916mBGW98F6Q2DWF0G/ufq7ByYCmc5uAwEIB4kBNgQYAQoAIBYhBGv3yW6O
fikMFKpIhKQfIl/aS83pBQJrBNq0AhsMAAoJEKQfIl/aS83pgKQH/1lkvzlGwwdC
hfvYjlY4SiU/x9fXAKdKfw+o0Wla3HWO7T3IuE3833Xbn6EolbuUq5QaJlr6Hc2G
AW2daTq8sigR9ba9psUhoc8ypPi4BS2okqiSOmoK4WxDs0z8b7lv74UoauqLHo5R
med5E8y9ZlKcEV+coyURKAnE2wm3JaWporMdjc1KKAy97FXjBU6YG76Ay2zkbYgd
2kJdZwtfeaCHmBWZ4HRBdijgYGcr1SzvKoskmSY+mV6NU/0I0tVSWAI2gmw+0z9O
pKo5fGHGS45MOxSGPbiXD5CVItZbCYFGgpIA+93HKH+W0BECTTMQGocrXY4KuQSw
rSs3XgomEtk=
=hWMW
-----END PGP PUBLIC KEY BLOCK-----
END

# file /etc/yum.repos.d/kubernetes.repo
install -D -m 0644 /dev/stdin /etc/yum.repos.d/kubernetes.repo <<'END'
# Written by k8s-wizard.
[kubernetes]
name=kubernetes (k8s-wizard)
baseurl=http://mirror.test/kubernetes/v1.24/rpm
enabled=1
gpgcheck=1
repo_gpgcheck=0
gpgkey=file:///etc/pki/rpm-gpg/RPM-GPG-KEY-kubernetes-DA4BCDE9
exclude=kubelet kubeadm kubectl cri-tools kubernetes-cni
END

## kubeadm, kubelet and kubectl
# At exactly the version asked for, and held there: an ordinary system update must not move a cluster to another version.

# packages kubelet 1.24.0-150500.1.1, kubeadm 1.24.0-150500.1.1, kubectl 1.24.0-150500.1.1, cri-tools 1.24.0-150500.1.1, kubernetes-cni 1.2.0-150500.1.1
yum -y install kubelet-1.24.0-150500.1.1 kubeadm-1.24.0-150500.1.1 kubectl-1.24.0-150500.1.1 cri-tools-1.24.0-150500.1.1 kubernetes-cni-1.2.0-150500.1.1

## crictl
# crictl comes as a signed package that matches this version, and is told where containerd listens.

# file /etc/crictl.yaml
install -D -m 0644 /dev/stdin /etc/crictl.yaml <<'END'
runtime-endpoint: unix:///run/containerd/containerd.sock
image-endpoint: unix:///run/containerd/containerd.sock
timeout: 10
END

# The wizard would now look whether:
# the container runtime answers crictl

## Images of every node
# What each node of this version runs, pulled by containerd while packages are being installed: kubeadm then waits for nothing.

# image registry.test:5000/k8s/kube-proxy:v1.24.0
ctr --namespace=k8s.io images pull --hosts-dir=/etc/containerd/certs.d registry.test:5000/k8s/kube-proxy:v1.24.0

# image registry.test:5000/k8s/pause:3.7
ctr --namespace=k8s.io images pull --hosts-dir=/etc/containerd/certs.d registry.test:5000/k8s/pause:3.7

# image registry.test:5000/k8s/coredns:v1.8.6
ctr --namespace=k8s.io images pull --hosts-dir=/etc/containerd/certs.d registry.test:5000/k8s/coredns:v1.8.6

## Images of the control plane
# Pulled beside the others: one image is fetched while another one is unpacked.

# image registry.test:5000/k8s/kube-apiserver:v1.24.0
ctr --namespace=k8s.io images pull --hosts-dir=/etc/containerd/certs.d registry.test:5000/k8s/kube-apiserver:v1.24.0

# image registry.test:5000/k8s/kube-controller-manager:v1.24.0
ctr --namespace=k8s.io images pull --hosts-dir=/etc/containerd/certs.d registry.test:5000/k8s/kube-controller-manager:v1.24.0

# image registry.test:5000/k8s/kube-scheduler:v1.24.0
ctr --namespace=k8s.io images pull --hosts-dir=/etc/containerd/certs.d registry.test:5000/k8s/kube-scheduler:v1.24.0

# image registry.test:5000/k8s/etcd:3.5.3-0
ctr --namespace=k8s.io images pull --hosts-dir=/etc/containerd/certs.d registry.test:5000/k8s/etcd:3.5.3-0

## kubelet’s arguments
# In the file that the family keeps for it, with flags that this version knows: an edited unit of the package would be lost at the next update.

# file /etc/sysconfig/kubelet
install -D -m 0644 /dev/stdin /etc/sysconfig/kubelet <<'END'
# Written by k8s-wizard.
KUBELET_EXTRA_ARGS="--container-runtime=remote --container-runtime-endpoint=unix:///run/containerd/containerd.sock --runtime-request-timeout=15m --node-ip=192.168.43.105"
END

# service kubelet.service: enabled
systemctl enable kubelet.service

## kubeadm’s configuration
# Rendered for the API of this version, the socket with its unix:// scheme, kube-proxy’s mode written out, and read by kubeadm itself before it is used.

# file /etc/k8s-wizard/kubeadm.yaml
install -D -m 0600 /dev/stdin /etc/k8s-wizard/kubeadm.yaml <<'END'
apiVersion: kubeadm.k8s.io/v1beta3
kind: InitConfiguration
localAPIEndpoint:
  advertiseAddress: 192.168.43.105
  bindPort: 6443
nodeRegistration:
  name: node-1
  criSocket: unix:///run/containerd/containerd.sock
---
apiVersion: kubeadm.k8s.io/v1beta3
kind: ClusterConfiguration
kubernetesVersion: v1.24.0
controlPlaneEndpoint: cluster.local:6443
imageRepository: registry.test:5000/k8s
networking:
  dnsDomain: cluster.local
  podSubnet: 10.244.0.0/16
  serviceSubnet: 10.96.0.0/12
---
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
cgroupDriver: systemd
---
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
mode: iptables
END

# The wizard would now look whether:
# kubeadm reads this configuration

## Control plane (kubeadm init)
# kubeadm sets up certificates, etcd and the control plane. Its output is kept; tokens and certificate keys are never printed.

# kubeadm init, Kubernetes 1.24.0
kubeadm init --config=/etc/k8s-wizard/kubeadm.yaml --upload-certs --skip-token-print --skip-certificate-key-print

## Access with kubectl
# For root and for the user behind sudo, readable by them alone. A kubeconfig that is there already is kept beside it.

# kubeconfig of root: /root/.kube/config
runuser -u root -- mkdir -p /root/.kube
[ ! -e /root/.kube/config ] || runuser -u root -- cp -p /root/.kube/config /root/.kube/config.before-k8s-wizard
install -m 0600 -o 0 -g 0 /etc/kubernetes/admin.conf /root/.kube/config

## Answers for the next hosts
# A worker and another control plane are started with these files: copy one to the next host. They hold a token (24 hours) and, for a control plane, the key to the certificates (2 hours); k8s-wizard join-command makes fresh ones.

# answers for joining hosts in /var/lib/k8s-wizard/join
kubeadm --kubeconfig=/etc/kubernetes/admin.conf token create --print-join-command
