import type { Host } from '../host/host.ts'
import type { Choice } from './events.ts'
import { runPaths } from './paths.ts'
import { writePrivateFile } from './private-files.ts'

/** Answers a question of a run that waits for it; the runner journals `answered` once it has read this. */
export async function answerQuestion(host: Host, run: string, question: string, choice: Choice): Promise<void> {
	await writePrivateFile(host, answerFile(run, question), JSON.stringify(choice))
}

/** Undefined: nobody has answered yet. */
export async function readAnswer(host: Host, run: string, question: string): Promise<Choice | undefined> {
	const text = await host.readText(answerFile(run, question))
	return text === undefined ? undefined : (JSON.parse(text) as Choice)
}

function answerFile(run: string, question: string): string {
	return `${runPaths(run).answered}/${question}.json`
}
