import { folders, repositoryUrl } from '../packages/urls.ts'
import { type Fault, fault, outputOf } from './fault.ts'

/** Faults of repositories as dnf tells them, on a bare host. */

const list = '/etc/yum.repos.d/fault.repo'

/** A list of one repository, and what dnf says when it is used. */
function repository(
	id: string,
	what: string,
	name: string,
	lines: readonly string[],
	command: string,
	fixture?: string,
): Fault {
	const text = [`[${name}]`, `name=${name}`, 'enabled=1', ...lines].join('\n')
	return fault(id, what, `cat > ${list} <<'END'\n${text}\nEND`, `rm -f ${list}; dnf -q clean all`, {
		said: host => outputOf(host, command),
		byHand: true,
		...(fixture !== undefined && { fixture }),
	})
}

const kubernetes = `${repositoryUrl}/${folders.kubernetesRpm}/`
const key = `gpgkey=${kubernetes}repodata/repomd.xml.key`
const install = 'dnf -y install kubectl-1.20.2'

export const rpmFaults: readonly Fault[] = [
	repository(
		'repo-centos8-appstream-gone',
		'the list of a CentOS 8 that has ended',
		'appstream',
		['mirrorlist=http://mirrorlist.centos.org/?release=8&arch=x86_64&repo=AppStream&infra=stock', 'gpgcheck=1'],
		'dnf -y install socat',
	),
	repository(
		'repo-yum-repomd-signature',
		'an index signed by another key than the one served beside it',
		'kubernetes',
		[
			`baseurl=${kubernetes.replace(repositoryUrl, `${repositoryUrl}/broken/wrong-signature`)}`,
			'gpgcheck=1',
			'repo_gpgcheck=1',
			key,
		],
		install,
	),
	repository(
		'repo-rpm-gpg-check-failed',
		'packages signed by another key than the one in the list',
		'kubernetes',
		[`baseurl=${kubernetes}`, 'gpgcheck=1', `gpgkey=${repositoryUrl}/${folders.dockerRpm}/gpg`],
		install,
	),
	repository(
		'repo-legacy-mirror-no-such-version',
		'a version that the repository does not have',
		'kubernetes',
		[`baseurl=${kubernetes}`, 'gpgcheck=1', key],
		'dnf -y install kubeadm-1.24.0-0',
		'dnf',
	),
	repository(
		'repo-legacy-mirror-no-such-version',
		'a package that is in the index and gone from the mirror',
		'kubernetes',
		[`baseurl=${kubernetes}`, 'gpgcheck=1', key],
		'dnf -y install kubeadm-1.20.15',
		'dnf-404',
	),
	fault(
		'repo-yum-lock-held',
		'another dnf waits for a mirror that does not answer',
		`cat > ${list} <<'END'
[silent]
name=silent
baseurl=http://127.0.0.1:9997/
gpgcheck=0
END
		perl -MIO::Socket::INET -e 'my $s = IO::Socket::INET->new(Listen => 5, LocalAddr => "127.0.0.1", LocalPort => 9997, ReuseAddr => 1) or die; my @c; push @c, $s->accept while 1' > /dev/null 2>&1 & echo $! > /run/fault.silent
		until (: > /dev/tcp/127.0.0.1/9997) 2> /dev/null; do sleep 0.1; done
		dnf makecache > /dev/null 2>&1 & echo $! > /run/fault.dnf
		until ls /var/cache/dnf/*lock*.pid > /dev/null 2>&1; do sleep 0.1; done`,
		`kill "$(cat /run/fault.dnf)" "$(cat /run/fault.silent)"; rm -f ${list} /run/fault.dnf /run/fault.silent`,
		{ said: host => outputOf(host, 'timeout 5 dnf makecache'), byHand: true },
	),
]

/** Told by the host's own state, and mended. */
export const rpmHostFaults: readonly Fault[] = [
	fault(
		'repo-google-yum-gone',
		'the package list of a guide from 2022, on an rpm host',
		`cat > ${list} <<'END'
[kubernetes]
name=Kubernetes
baseurl=https://packages.cloud.google.com/yum/repos/kubernetes-el7-x86_64
enabled=1
gpgcheck=1
repo_gpgcheck=1
gpgkey=https://packages.cloud.google.com/yum/doc/yum-key.gpg https://packages.cloud.google.com/yum/doc/rpm-package-key.gpg
END`,
		`rm -f ${list}`,
		{ said: host => outputOf(host, install) },
	),
]
