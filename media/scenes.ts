import { openTerminal, type PseudoTerminal } from '../test/ui/pseudo-terminal.ts'
import { frameSvg, rowSvg, screenSvg } from './svg.ts'

export type Language = 'en' | 'zh'
export const languages = ['en', 'zh'] as const

const size = { columns: 90, rows: 26 }
const enter = '\r'

/** What is waited for and what is then typed, from the first screen to the last; with a name, it becomes a still. */
interface Scene {
	readonly still?: string
	readonly wait: Readonly<Record<Language, RegExp>>
	readonly type: string
	/** Seconds that it stays in the animation. */
	readonly stays: number
}

const both = (pattern: RegExp): Scene['wait'] => ({ en: pattern, zh: pattern })
const scenes: readonly Scene[] = [
	{ still: 'host', wait: { en: /questions follow/, zh: /接下来有几个问题/ }, type: enter, stays: 3 },
	{ wait: { en: /become\?/, zh: /要成为什么/ }, type: enter, stays: 1.2 },
	{ wait: { en: /host called/, zh: /叫什么名字/ }, type: enter, stays: 1.2 },
	{
		still: 'question',
		wait: { en: /38 ms[\s\S]*912 ms/, zh: /38 毫秒[\s\S]*912 毫秒/ },
		type: enter,
		stays: 2,
	},
	{ wait: { en: /Which kernel/, zh: /运行哪个内核/ }, type: enter, stays: 1 },
	{ wait: { en: /pods get/, zh: /使用哪段地址/ }, type: enter, stays: 1 },
	{ wait: { en: /reach each other/, zh: /如何互通/ }, type: enter, stays: 1 },
	{ wait: { en: /❯ Make the plan/, zh: /❯ 生成计划/ }, type: enter, stays: 1.5 },
	{ still: 'plan', wait: { en: /Plan for/, zh: /的计划/ }, type: 's', stays: 3 },
	{ wait: { en: /❯ 1 No/, zh: /❯ 1 不/ }, type: '2', stays: 1.5 },
]
const failed = both(/❯ 1 (?:Apply this fix|采用此修复)/)
const done = both(/kubeadm join/)

export interface Stills {
	/** SVG by name. */
	readonly [name: string]: string
}

/** The stills of one language, from the real program on its virtual clock: the same every time. */
export async function stills(language: Language): Promise<Stills> {
	const found: Record<string, string> = {}
	const whole = open(language, 'speed=40')
	try {
		for (const { still, wait, type } of scenes) {
			await whole.until(wholeFrame(wait[language]))
			if (still !== undefined) found[still] = picture(whole)
			whole.type(type)
		}
		await whole.until(wholeFrame(failed[language]))
		found['failure'] = picture(whole)
		whole.type('1')
		await whole.until(wholeFrame(done[language]))
		found['done'] = picture(whole)
	} finally {
		whole.close()
	}
	found['run'] = await runStill(language)
	return found
}

/** In the middle of a run, where the clock is held. */
async function runStill(language: Language): Promise<string> {
	const held = open(language, 'speed=40,hold=20')
	try {
		for (const { wait, type } of scenes) {
			await held.until(wholeFrame(wait[language]))
			held.type(type)
		}
		await held.until(/7\.9 s[\s\S]*5\.9 s[\s\S]*5\.5 s[\s\S]*── .*pause[\s\S]*pause:3\.7: resolved *\n ─+\n .*\? /)
		return picture(held)
	} finally {
		held.close()
	}
}

/** The whole way as one moving picture. */
export async function animation(language: Language): Promise<string> {
	const shown = open(language, 'speed=12')
	const frames: { rows: readonly string[]; stays: number }[] = []
	const take = (stays: number): void => void frames.push({ rows: rowsOf(shown), stays })
	try {
		for (const { wait, type, stays } of scenes) {
			await shown.until(wholeFrame(wait[language]))
			take(stays)
			shown.type(type)
		}
		await film(shown, wholeFrame(failed[language]), take)
		take(5)
		shown.type('1')
		await film(shown, wholeFrame(done[language]), take)
		take(6)
	} finally {
		shown.close()
	}
	return animated(frames)
}

/** Pictures while it runs, until this is on screen. */
async function film(shown: PseudoTerminal, end: RegExp, take: (stays: number) => void): Promise<void> {
	let over = false
	const ended = shown.until(end).finally(() => {
		over = true
	})
	while (!over) {
		await new Promise(resolve => setTimeout(resolve, 400))
		if (!over) take(0.4)
	}
	await ended
}

function animated(frames: readonly { rows: readonly string[]; stays: number }[]): string {
	const known = new Map<string, string>()
	const symbol = (row: string): string => {
		const id = known.get(row) ?? `r${known.size}`
		known.set(row, id)
		return id
	}
	const all = frames.reduce((sum, { stays }) => sum + stays, 0)
	let at = 0
	const shown = frames.map(({ rows, stays }) => {
		const uses = rows.flatMap((row, index) => (row === '' ? [] : [`<use href="#${symbol(row)}" y="${index * 18}"/>`]))
		const [from, to] = [at / all, (at + stays) / all].map(part => part.toFixed(4))
		at += stays
		const values = from === '0.0000' ? `inline;none" keyTimes="0;${to}` : `none;inline;none" keyTimes="0;${from};${to}`
		return `<g display="none">${uses.join('')}<animate attributeName="display" calcMode="discrete" values="${values}" dur="${all.toFixed(1)}s" repeatCount="indefinite"/></g>`
	})
	const symbols = [...known].map(([row, id]) => `<g id="${id}">${row}</g>`).join('\n')
	return frameSvg(size.columns, size.rows, `<defs>${symbols}</defs>\n${shown.join('\n')}`, 'k8s-wizard --demo')
}

/** The same with the last line of the frame below it, so that no picture is taken of half a frame. */
function wholeFrame(wanted: RegExp): RegExp {
	return new RegExp(`${wanted.source}[\\s\\S]*\\n ─+\\n .*\\? `)
}

function open(language: Language, demo: string): PseudoTerminal {
	return openTerminal([process.execPath, 'dist/cli.js', '--demo'], {
		...size,
		env: { LANG: language === 'zh' ? 'zh_CN.UTF-8' : 'C.UTF-8', K8S_WIZARD_DEMO: demo, FORCE_COLOR: '1' },
	})
}

function rowsOf(shown: PseudoTerminal): string[] {
	return shown.rows().map(rowSvg)
}

function picture(shown: PseudoTerminal): string {
	return frameSvg(size.columns, size.rows, screenSvg(rowsOf(shown)), 'k8s-wizard')
}
