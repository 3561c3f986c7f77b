import type { Change, FileChange } from '../changes/index.ts'
import { sha256 } from '../changes/sha256.ts'
import { message } from '../locales/message.ts'
import {
	confirmed,
	type EvidenceLine,
	type Finding,
	hint,
	type KnownFailure,
	type ProbeContext,
	proof,
	refuted,
	unknown,
} from './failure.ts'
import type { ReadHost } from './read-host.ts'

const check = (within = 5_000) => ({ what: message('failure.repository.check'), within })

/** Lines of repository files that name a place, commented ones left out. */
async function linesNaming(
	host: ReadHost,
	folder: string,
	words: RegExp,
): Promise<{ path: string; lines: string[] }[]> {
	const found: { path: string; lines: string[] }[] = []
	for (const name of (await host.list(folder)) ?? []) {
		const path = `${folder}/${name}`
		if ((await host.stat(path))?.type !== 'file') continue
		const lines = ((await host.readText(path)) ?? '')
			.split('\n')
			.filter(line => !/^\s*#/.test(line) && words.test(line))
		if (lines.length > 0) found.push({ path, lines })
	}
	return found
}

function evidence(found: readonly { path: string; lines: readonly string[] }[]): EvidenceLine[] {
	return found.flatMap(({ path, lines }) => lines.slice(0, 2).map(line => ({ source: path, line })))
}

/** CentOS: the plan's own repositories where the answers ask for them; without a plan only words. */
function centosGone(release: '7' | '8'): Required<KnownFailure>['probe'] {
	return async ({ host, facts, planned }) => {
		if (facts.os.id !== 'centos' || !facts.os.versionId.startsWith(release)) return refuted
		const found = await linesNaming(host, '/etc/yum.repos.d', /mirrorlist\.centos\.org|\/\/mirror\.centos\.org/)
		if (found.length === 0) return refuted
		const changes = planned('os-repositories')
		if (changes.length === 0) return confirmed(evidence(found))
		return confirmed(evidence(found), {
			risk: 'ask',
			destructive: false,
			what: message('failure.centosGone.fix'),
			changes,
		})
	}
}

const centosCommon = {
	stage: 'repository',
	cause: message('failure.centosGone.cause'),
	advice: message('failure.centosGone.advice'),
	alone: 'possible',
	check: check(),
} as const

const gone: readonly KnownFailure[] = [
	{
		...centosCommon,
		id: 'repo-centos7-mirrorlist-gone',
		title: message('failure.centosGone.title', { release: '7' }),
		signatures: [
			proof('http://mirrorlist.centos.org/?release=7'),
			proof('Cannot find a valid baseurl for repo: ', /valid baseurl for repo: \w{1,40}\/7\//),
			hint('Could not resolve host: mirrorlist.centos.org'),
		],
		probe: centosGone('7'),
		source: 'yum yumRepo.py',
	},
	{
		...centosCommon,
		id: 'repo-centos8-appstream-gone',
		title: message('failure.centosGone.title', { release: '8' }),
		signatures: [
			proof('mirrorlist.centos.org/?release=8'),
			proof(
				'Cannot prepare internal mirrorlist: No URLs in mirrorlist',
				/metadata for repo '(?:appstream|baseos|AppStream|BaseOS|extras)'/,
			),
		],
		probe: centosGone('8'),
		source: 'libdnf Repo.cpp; librepo handle.c',
	},
	{
		id: 'repo-google-yum-gone',
		stage: 'repository',
		title: message('failure.googleGone.title', { place: 'packages.cloud.google.com' }),
		cause: message('failure.googleGone.cause'),
		advice: message('failure.googleGone.advice'),
		signatures: [proof('packages.cloud.google.com/yum/repos/kubernetes-el')],
		alone: 'possible',
		probe: context => probeGoogle(context, '/etc/yum.repos.d', /packages\.cloud\.google\.com\/yum/),
		check: check(),
		source: 'librepo downloader.c; yum',
	},
	{
		id: 'repo-google-apt-gone',
		stage: 'repository',
		title: message('failure.googleGone.title', { place: 'apt.kubernetes.io' }),
		cause: message('failure.googleGone.cause'),
		advice: message('failure.googleGone.advice'),
		signatures: [
			proof(
				'apt.kubernetes.io',
				/repository 'https?:\/\/apt\.kubernetes\.io [^']{1,80}' (?:does not have|no longer has) a Release file/,
			),
			hint('apt.kubernetes.io', /(?:^Err:|^E: Failed to fetch) ?\S* ?https?:\/\/apt\.kubernetes\.io/),
		],
		alone: 'possible',
		probe: context =>
			probeGoogle(context, '/etc/apt/sources.list.d', /apt\.kubernetes\.io|packages\.cloud\.google\.com\/apt/),
		check: check(),
		source: 'apt acquire-item.cc',
	},
]

/** The dead list is switched off; the plan's own repository takes its place where there is a plan. */
async function probeGoogle({ host, planned }: ProbeContext, folder: string, words: RegExp): Promise<Finding> {
	const found = await linesNaming(host, folder, words)
	if (found.length === 0) return refuted
	const ours = planned('kubernetes-repository')
	const taken = new Set(ours.flatMap(change => ('path' in change ? [change.path] : [])))
	const off = found
		.filter(({ path }) => !taken.has(path))
		.map(
			({ path, lines }): Change =>
				// Half a section would be an error of its own.
				folder.endsWith('yum.repos.d') ? { kind: 'absent', path } : { kind: 'lines-off', path, lines },
		)
	return confirmed(evidence(found), {
		risk: 'ask',
		destructive: false,
		what: message('failure.googleGone.fix'),
		changes: [...off, ...ours],
	})
}

const signatureCommon = {
	stage: 'repository',
	cause: message('failure.signature.cause'),
	advice: message('failure.signature.advice'),
	probe: probeKeys,
	check: check(),
} as const

/** A wrong signature is never waved through: where the plan's lists or keys were altered, they are written again. */
const wrongSignature: readonly KnownFailure[] = [
	{
		...signatureCommon,
		id: 'repo-apt-nopubkey',
		title: message('failure.signature.missing'),
		signatures: [
			proof('because the public key is not available: NO_PUBKEY'),
			proof('is not signed.', /^E: The repository '[^']{1,300}' is not signed\./),
			proof('BADSIG ', /signatures were invalid: BADSIG/),
		],
		source: 'apt methods/gpgv.cc, acquire-item.cc',
	},
	{
		...signatureCommon,
		id: 'repo-pkgs-k8s-io-expired-key',
		title: message('failure.signature.expired'),
		signatures: [proof('EXPKEYSIG ', /EXPKEYSIG [0-9A-F]{16} isv:kubernetes/)],
		explains: ['repo-apt-nopubkey'],
		source: 'apt methods/gpgv.cc; kubernetes/release#3818',
	},
	{
		...signatureCommon,
		id: 'repo-yum-repomd-signature',
		title: message('failure.signature.repomd'),
		signatures: [
			proof('repomd.xml signature could not be verified for'),
			proof('repomd.xml GPG signature verification error'),
		],
		source: 'yum yumRepo.py; librepo',
	},
	{
		...signatureCommon,
		id: 'repo-rpm-gpg-check-failed',
		title: message('failure.signature.rpm'),
		signatures: [
			proof('Public key for ', /Public key for \S{1,200} is not (?:installed|trusted)/),
			proof('GPG check FAILED'),
			proof('is not signed', /^Package \S{1,200} is not signed/),
		],
		source: 'yum; dnf',
	},
]

async function probeKeys({ host, planned }: ProbeContext): Promise<Finding> {
	const files = ['os-repositories', 'container-runtime', 'kubernetes-repository'].flatMap(step =>
		planned(step).filter((change): change is FileChange => change.kind === 'file'),
	)
	if (files.length === 0) return unknown
	const altered: FileChange[] = []
	for (const change of files) {
		const now = await host.readText(change.path)
		if (now !== undefined && sha256(now) !== sha256(change.content)) altered.push(change)
	}
	if (altered.length === 0) return unknown
	return confirmed(
		altered.map(({ path }) => ({ source: path, line: 'not as the plan wrote it' })),
		{ risk: 'safe', destructive: false, what: message('failure.signature.fix'), changes: altered },
	)
}

const noSuchVersion: KnownFailure = {
	id: 'repo-legacy-mirror-no-such-version',
	stage: 'repository',
	title: message('failure.noVersion.title'),
	cause: message('failure.noVersion.cause'),
	advice: message('failure.noVersion.advice'),
	signatures: [
		proof(' available', /No package \S{0,40}kube(?:adm|let|ctl)\S{0,60} available/),
		proof('Unable to find a match: ', /Unable to find a match: .{0,200}kube/),
		proof('No match for argument: ', /No match for argument: \S{0,100}kube/),
		proof(' was not found', /E: Version '[^']{1,60}' for 'kube(?:adm|let|ctl)' was not found/),
		proof('E: Unable to locate package kube'),
		proof('404  Not Found', /Failed to fetch \S{1,300}\/kube(?:adm|let|ctl)_\S{1,100}\.deb\s{1,4}404/),
		proof('404', /\/kube(?:adm|let|ctl)-\S{1,100}\.rpm.{0,100}HTTP Error 404/),
		proof('Status code: 404 for ', /Status code: 404 for \S{1,300}\/kube(?:adm|let|ctl)-\S{1,100}\.rpm/),
	],
	check: check(),
	source: 'apt; yum; dnf',
}

export const repository: readonly KnownFailure[] = [...gone, ...wrongSignature, noSuchVersion]
