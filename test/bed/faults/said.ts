import { expiredKey } from './expired-key.ts'
import { type Fault, fault, outputOf } from './fault.ts'

/** Faults that only a tool's own words tell of. */

const nothing = 'true'

/** Another key in the place of the one that the repository is signed with. */
const keyFile =
	'$(grep -rlE "signed-by" /etc/apt/sources.list.d | xargs grep -ohE "signed-by=[^] ]+" | cut -d= -f2 | grep -i kube | head -1)'

export const saidFaults: readonly Fault[] = [
	fault(
		'repo-apt-lock-held',
		'another program holds the lock of dpkg',
		`perl -e 'use Fcntl; open(my $f, ">>", "/var/lib/dpkg/lock-frontend"); my $l = pack("s s x4 q q l x4", F_WRLCK, 0, 0, 0, 0); fcntl($f, F_SETLK, $l) or die; open(my $r, ">", "/run/fault-lock"); close $r; sleep 600' > /dev/null 2>&1 & echo $! > /run/fault.pid
		until [ -e /run/fault-lock ]; do sleep 0.1; done`,
		'kill "$(cat /run/fault.pid)"; rm -f /run/fault.pid /run/fault-lock',
		{ said: host => outputOf(host, 'apt-get -y install socat jq'), byHand: true },
	),
	fault('repo-legacy-mirror-no-such-version', 'a version that the repository does not have', nothing, nothing, {
		said: host => outputOf(host, 'apt-get -y install kubeadm=1.24.0-00'),
		byHand: true,
	}),
	fault(
		'repo-apt-nopubkey',
		'the key of the Kubernetes repository is another one',
		`key=${keyFile}; cp -a "$key" /root/key; cp -a "$(ls /usr/share/keyrings/debian-archive-bookworm-stable.gpg /usr/share/keyrings/*.gpg 2>/dev/null | head -1)" "$key.new" && { case "$key" in *.asc) gpg --no-default-keyring --keyring "$key.new" --armor --export > "$key" 2>/dev/null || cat "$key.new" > "$key";; *) cat "$key.new" > "$key";; esac; rm -f "$key.new" "$key.new~"; }`,
		`key=${keyFile}; cp -a /root/key "$key"`,
		{ said: host => outputOf(host, 'apt-get update') },
	),
	expiredKey,
	fault('image-not-found-or-denied', 'an image that the registry does not have', nothing, nothing, {
		said: host =>
			outputOf(host, 'ctr -n k8s.io images pull --plain-http registry.bed.test:5000/google_containers/coredns:v9.9.9'),
		byHand: true,
	}),
	fault('preflight-not-root', 'kubeadm run as an ordinary user', nothing, nothing, {
		said: host => outputOf(host, 'runuser -u nobody -- kubeadm init'),
		byHand: true,
	}),
	fault(
		'preflight-dir-var-lib-etcd-not-empty',
		'the database of an earlier cluster, as kubeadm says it',
		'mkdir -p /var/lib/etcd/member/snap; echo old > /var/lib/etcd/member/snap/db',
		'rm -rf /var/lib/etcd/*',
		{
			said: host =>
				outputOf(host, 'kubeadm init --config "$(ls /etc/k8s-wizard/*.yaml | grep -v crictl | head -1)" --dry-run'),
			byHand: true,
		},
	),
	fault(
		'preflight-join-kubelet-conf-exists',
		'the kubelet.conf of an earlier cluster, as kubeadm join says it',
		'touch /etc/kubernetes/kubelet.conf',
		'rm -f /etc/kubernetes/kubelet.conf',
		{
			said: host =>
				outputOf(
					host,
					'kubeadm join 10.77.0.1:6443 --token abcdef.0123456789abcdef --discovery-token-unsafe-skip-ca-verification',
				),
			byHand: true,
		},
	),
]
