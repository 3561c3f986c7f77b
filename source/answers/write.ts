import { Document, isMap, isScalar } from 'yaml'
import type { Host } from '../host/host.ts'
import { type Language, message, say } from '../locales/message.ts'
import type { AnswerKey, Answers, Cni, Mirror, Repository } from './answers.ts'
import { answerSchemas } from './schema.ts'

/** An answers file that gives these answers again, each key with its help in the operator's language, if there is one. */
export function answersText(
	answers: Answers,
	language: Language | undefined,
	only: readonly AnswerKey[] = keys,
): string {
	const document = new Document(asGiven(answers, only))
	if (language === undefined) return document.toString({ lineWidth: 0 })
	document.commentBefore = ` ${say(message('answers.fileHead'), language)}`
	if (isMap(document.contents)) {
		for (const pair of document.contents.items) {
			const { key } = pair
			if (!isScalar(key) || !isKnown(key.value)) continue
			key.commentBefore = comment(say(message(`answers.help.${key.value}`), language))
		}
	}
	return document.toString({ lineWidth: 0 })
}

/** Writes `answersText` where only root can read it. */
export async function writeAnswers(host: Host, path: string, answers: Answers, language: Language): Promise<void> {
	await host.writeFile(path, answersText(answers, language), { mode: 0o600, uid: 0, gid: 0 })
}

const keys = Object.keys(answerSchemas) as (keyof typeof answerSchemas)[]

function isKnown(value: unknown): value is keyof typeof answerSchemas {
	return keys.some(key => key === value)
}

function comment(text: string): string {
	return text
		.split('\n')
		.map(line => ` ${line}`)
		.join('\n')
}

/** In the order of the schema, in the forms that a file has; what is not set is left out. */
function asGiven(answers: Answers, only: readonly AnswerKey[]): Record<string, unknown> {
	const given: Record<string, unknown> = {}
	for (const key of keys.filter(one => only.includes(one))) {
		const value =
			key === 'mirror' ? mirrorAsGiven(answers.mirror) : key === 'cni' ? cniAsGiven(answers.cni) : answers[key]
		if (value !== undefined) given[key] = single(key, JSON.parse(JSON.stringify(value)))
	}
	return given
}

/** One subnet is written as one, not as a list of one. */
function single(key: string, value: unknown): unknown {
	return (key === 'podSubnet' || key === 'serviceSubnet') && Array.isArray(value) && value.length === 1
		? value[0]
		: value
}

function mirrorAsGiven(mirror: Mirror): unknown {
	if (mirror.name !== 'custom') return mirror.name
	const { name: _, os, kubernetes, containerd, kernel, ...rest } = mirror
	const lines = { containerd: containerd && line(containerd), kernel: kernel && line(kernel) }
	return { os: os && line(os), kubernetes: line(kubernetes), ...lines, ...rest }
}

function line({ url, suite, components }: Repository): string {
	return [url, ...(suite === undefined ? [] : [suite]), ...components].join(' ')
}

function cniAsGiven(cni: Cni): unknown {
	return 'manifest' in cni ? cni : cni.name
}
