import { minimumHost } from '../catalog/kubernetes.ts'
import type { Facts } from '../host/facts.ts'
import { message } from '../locales/message.ts'
import type { Answers } from './answers.ts'
import { checkNetwork } from './check-network.ts'
import { checkVersions } from './check-versions.ts'
import { isHostname, isTimezone, isWebUrl, shown, suggestHostname } from './formats.ts'
import { nearest } from './nearest.ts'
import type { Found } from './problem.ts'
import { answerSchemas } from './schema.ts'

/** Answers against this host. Pure: the same Facts and Answers give the same findings. */
export function checkAnswers(answers: Answers, facts: Facts): readonly Found[] {
	return [
		...checkSystem(answers, facts),
		...checkHostname(answers),
		...checkMirror(answers, facts),
		...checkVersions(answers, facts),
		...checkNetwork(answers, facts),
		...checkTimezone(answers),
		...checkProxy(answers),
		...checkAsk(answers),
		...checkSize(answers, facts),
	]
}

function checkSystem({ unknownSystem }: Answers, { os: { name, resembles } }: Facts): Found[] {
	if (resembles === undefined || unknownSystem === 'go-on') return []
	return [{ key: 'unknownSystem', what: message('answers.unknownSystem', { name, resembles }), exit: 3 }]
}

function checkHostname({ hostname }: Answers): Found[] {
	const key = 'hostname'
	if (/^localhost(\.|$)/.test(hostname)) {
		return [{ key, what: message('answers.localhost', { found: shown(hostname) }), exit: 2 }]
	}
	if (isHostname(hostname)) return []
	const suggestion = suggestHostname(hostname)
	return [{ key, what: message('answers.badHostname', { found: shown(hostname), suggestion }), exit: 2 }]
}

function checkMirror({ mirror }: Answers, facts: Facts): Found[] {
	if (mirror.name !== 'custom') return []
	const found: Found[] = []
	if (mirror.containerd === undefined && facts.os.family === 'rpm' && !keptContainerd(facts)) {
		found.push({ key: 'mirror', what: message('answers.rpmNeedsContainerd'), exit: 2 })
	}
	const signed = (['os', 'kubernetes', 'containerd', 'kernel'] as const).filter(
		artefact => mirror[artefact] !== undefined && !mirror.unsigned.includes(artefact),
	)
	// The host's own keys vouch for its own packages, whoever serves them.
	const needKey = signed.filter(artefact => artefact !== 'os')
	if (needKey.length > 0 && mirror.keys.length === 0) {
		found.push({ key: 'mirror', what: message('answers.mirrorNeedsKeys', { artefacts: needKey }), exit: 2 })
	}
	return found
}

function keptContainerd(facts: Facts): boolean {
	return facts.containerd.looked && facts.containerd.value !== undefined
}

function checkTimezone({ timezone }: Answers): Found[] {
	if (timezone === 'keep' || isTimezone(timezone)) return []
	return [{ key: 'timezone', what: message('answers.badTimezone', { found: shown(timezone) }), exit: 2 }]
}

/** Proxies of the environment have not been through the schema. */
function checkProxy({ proxy }: Answers): Found[] {
	if (proxy === undefined) return []
	const urls = { 'proxy.http': proxy.http, 'proxy.https': proxy.https }
	return Object.entries(urls).flatMap(([key, url]): Found[] =>
		url === undefined || isWebUrl(url)
			? []
			: [{ key, what: message('answers.rule.webUrl', { key, found: '…' }), exit: 2 }],
	)
}

function checkAsk({ ask }: Answers): Found[] {
	const known = Object.keys(answerSchemas)
	return ask.flatMap((name, index): Found[] =>
		known.includes(name)
			? []
			: [
					{
						key: `ask.${index}`,
						what: message('answers.askUnknown', { found: shown(name), nearest: nearest(name, known) }),
						exit: 2,
					},
				],
	)
}

function checkSize({ role }: Answers, facts: Facts): Found[] {
	if (role === 'join-worker') return []
	const found: Found[] = []
	const cpus = minimumHost.controlPlaneCpus
	if (facts.cpus < cpus) {
		found.push({ key: undefined, what: message('answers.tooFewCpus', { found: facts.cpus, least: cpus }), exit: 3 })
	}
	if (facts.memoryBytes < minimumHost.memoryBytes) {
		const mebibytes = (bytes: number) => Math.floor(bytes / 1024 / 1024)
		const parameters = { found: mebibytes(facts.memoryBytes), least: mebibytes(minimumHost.memoryBytes) }
		found.push({ key: undefined, what: message('answers.tooLittleMemory', parameters), exit: 3 })
	}
	return found
}
