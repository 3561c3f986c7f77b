import { readdirSync } from 'node:fs'
import { afterEach, describe, expect, test } from 'vitest'
import { majors, nodeBinary } from '../built/nodes.ts'
import { openTerminal, type PseudoTerminal } from './pseudo-terminal.ts'

let terminal: PseudoTerminal | undefined
afterEach(() => terminal?.close())

const enter = '\r'
const escapeKey = '\u001b'
const ctrlC = '\u0003'

interface Options {
	node?: string
	columns?: number
	rows?: number
	language?: 'en' | 'zh'
	env?: Readonly<Record<string, string>>
	words?: readonly string[]
}

/** The built program's demo behind a line that was on the terminal before. */
function open({
	node = process.execPath,
	columns = 80,
	rows = 24,
	language = 'en',
	env = {},
	words = ['--demo'],
}: Options = {}) {
	const line = [node, 'dist/cli.js', ...words].map(word => `'${word}'`).join(' ')
	terminal = openTerminal(['sh', '-c', `echo before the wizard; exec ${line}`], {
		columns,
		rows,
		env: { LANG: language === 'zh' ? 'zh_CN.UTF-8' : 'C.UTF-8', K8S_WIZARD_DEMO: 'speed=30', ...env },
	})
	return terminal
}

/** Waits for a screen and for its frame to be whole: head in the first row, hint line in the last but one. */
async function see(shown: PseudoTerminal, wanted: RegExp): Promise<string> {
	await shown.until(wanted)
	const screen = shown.screen()
	expect(screen[0]).toMatch(/^ k8s-wizard/)
	return screen.join('\n')
}

/** The terminal is as it was before, with what stood on it. */
function expectGivenBack(shown: PseudoTerminal): void {
	expect(shown.modes()).toEqual({ alternateScreen: false, cursorHidden: false, bracketedPaste: false })
	expect(shown.history().some(({ text }) => text === 'before the wizard')).toBe(true)
	// Erasing the scrollback.
	expect(shown.written()).not.toContain('\u001b[3J')
}

const words = {
	en: {
		host: /A few questions follow/,
		role: /What is this host to become/,
		hostname: /What is this host called/,
		mirror: /Where do packages and images come from[\s\S]*has everything, 38 ms/,
		kernel: /Which kernel runs/,
		podSubnet: /Which addresses do pods get/,
		cni: /How do pods reach each other/,
		review: /❯ Make the plan/,
		plan: /Plan for k8s-master01/,
		consent: /Make \d+ changes on k8s-master01 now/,
		run: /of 23 steps/,
		failed: /Bridged traffic bypasses iptables[\s\S]*❯ 1 Apply this fix/,
		done: /Done in [\s\S]*kubeadm join cluster\.local:6443 --token/,
		leave: /Leave the wizard\?/,
		leaveRun: /The run is still going on/,
		after: /That was a model host: nothing was touched/,
	},
	zh: {
		host: /接下来有几个问题/,
		role: /这台主机要成为什么/,
		hostname: /这台主机叫什么名字/,
		mirror: /软件包和容器镜像从哪里来[\s\S]*内容齐全，38 毫秒/,
		kernel: /运行哪个内核/,
		podSubnet: /Pod 使用哪段地址/,
		cni: /Pod 之间如何互通/,
		review: /❯ 生成计划/,
		plan: /k8s-master01 的计划/,
		consent: /现在对 k8s-master01 执行 \d+ 项改动吗/,
		run: /\/ 23 步/,
		failed: /br_netfilter[\s\S]*❯ 1 采用此修复/,
		done: /完成，用时[\s\S]*kubeadm join cluster\.local:6443 --token/,
		leave: /离开向导吗/,
		leaveRun: /运行仍在进行/,
		after: /没有触碰任何东西/,
	},
} as const
const questions = ['role', 'hostname', 'mirror', 'kernel', 'podSubnet', 'cni'] as const

/** Enter from the first screen to the review. */
async function answerAll(shown: PseudoTerminal, says: (typeof words)['en' | 'zh']): Promise<void> {
	await see(shown, says.host)
	for (const question of questions) {
		shown.type(enter)
		await see(shown, says[question])
	}
	shown.type(enter)
	await see(shown, says.review)
}

async function startRun(shown: PseudoTerminal, says: (typeof words)['en' | 'zh']): Promise<void> {
	await answerAll(shown, says)
	shown.type(enter)
	await see(shown, says.plan)
	shown.type('s')
	await see(shown, says.consent)
	shown.type('2')
	await see(shown, says.run)
}

const oldest = nodeBinary(majors.oldest)
const nodes = [process.execPath, ...(oldest === undefined ? [] : [oldest])]
const sizes = [
	{ columns: 80, rows: 24 },
	{ columns: 120, rows: 40 },
]
const ways = nodes.flatMap((node, index) =>
	sizes.flatMap(size =>
		(['en', 'zh'] as const).map(language => ({ node, name: index === 0 ? 'this Node' : 'Node 16', language, ...size })),
	),
)

describe.each(ways)('under $name, $columns×$rows, $language', way => {
	test('the whole way: questions, plan, run, the founding failure and its fix, done', async () => {
		const shown = open(way)
		const says = words[way.language]
		await startRun(shown, says)
		await see(shown, says.failed)
		shown.type('1')
		await see(shown, says.done)
		expect(shown.screen().filter(line => line !== '').length).toBeLessThan(way.rows)
		shown.type(enter)
		expect(await shown.ended).toBe(0)
		expectGivenBack(shown)
		expect(
			shown
				.history()
				.map(({ text }) => text)
				.join('\n'),
		).toMatch(says.after)
	})
})

test('the terminal may be resized in the middle of it', async () => {
	const shown = open()
	const says = words.en
	await answerAll(shown, says)
	shown.resize(120, 40)
	await shown.until(/\n ─{118}\n/)
	shown.type(enter)
	await see(shown, says.plan)
	shown.resize(30, 8)
	await shown.until(/Please enlarge the terminal/)
	shown.resize(70, 20)
	await see(shown, /\n ─{68}\n/)
	shown.type('s')
	await see(shown, says.consent)
	shown.type('2')
	await see(shown, says.run)
	shown.resize(80, 24)
	await see(shown, /\n ─{78}\n/)
	await see(shown, says.failed)
	shown.type(ctrlC)
	await see(shown, says.leaveRun)
	shown.type('2')
	expect(await shown.ended).toBe(130)
	expectGivenBack(shown)
})

test('Esc leads back from each question, and nothing that was answered is lost', async () => {
	const shown = open()
	const says = words.en
	await see(shown, says.host)
	shown.type(enter)
	await see(shown, says.role)
	shown.type(enter)
	await see(shown, says.hostname)
	shown.type('\u0015node-7')
	await see(shown, /❯ node-7/)
	for (const question of questions.slice(2)) {
		shown.type(enter)
		await see(shown, says[question])
	}
	for (const question of [...questions].reverse().slice(1)) {
		shown.type(escapeKey)
		await see(shown, says[question])
		if (question === 'hostname') await see(shown, /❯ node-7/)
	}
	shown.type(escapeKey)
	await see(shown, says.host)
	shown.type(escapeKey)
	await see(shown, says.leave)
	shown.type('2')
	expect(await shown.ended).toBe(130)
	expectGivenBack(shown)
})

describe('Ctrl-C asks on every screen, and leaves the terminal as it was', () => {
	test.each(['host', ...questions, 'review', 'plan'] as const)('%s', async place => {
		const shown = open()
		const says = words.en
		await see(shown, says.host)
		const way = ['host', ...questions, 'review', 'plan'] as const
		for (const next of way.slice(1, way.indexOf(place) + 1)) {
			shown.type(enter)
			await see(shown, says[next])
		}
		shown.type(ctrlC)
		await see(shown, says.leave)
		shown.type(escapeKey)
		await see(shown, says[place])
		shown.type(ctrlC)
		await see(shown, says.leave)
		shown.type(ctrlC)
		expect(await shown.ended).toBe(130)
		expectGivenBack(shown)
	})

	test('a failure, which waits meanwhile; and done, where there is nothing left to ask', async () => {
		const shown = open()
		const says = words.en
		await startRun(shown, says)
		await see(shown, says.failed)
		shown.type(ctrlC)
		await see(shown, says.leaveRun)
		shown.type(escapeKey)
		await see(shown, says.failed)
		shown.type('1')
		await see(shown, says.done)
		shown.type(ctrlC)
		expect(await shown.ended).toBe(0)
		expectGivenBack(shown)
	})

	test('a run is left running, or stopped after the change under way', async () => {
		const shown = open({ env: { K8S_WIZARD_DEMO: 'speed=30,hold=20' } })
		const says = words.en
		await startRun(shown, says)
		await see(shown, /Images of the control plane +5\.\d s/)
		shown.type('q')
		await see(shown, says.leaveRun)
		shown.type('4')
		await see(shown, /This must not be cut off/)
		shown.type('1')
		await see(shown, says.leaveRun)
		shown.type('2')
		expect(await shown.ended).toBe(130)
		expectGivenBack(shown)
	})
})

test('a terminal that goes away ends the viewer', async () => {
	const shown = open({ env: { K8S_WIZARD_DEMO: 'speed=30,hold=15' } })
	await startRun(shown, words.en)
	const pid = shown.pid()
	expect(readdirSync('/proc')).toContain(String(pid))
	shown.close()
	await expect.poll(() => readdirSync('/proc').includes(String(pid)), { timeout: 10_000 }).toBe(false)
})

test('a terminal that cannot draw gets the same questions line by line', async () => {
	const shown = open({ env: { TERM: 'dumb' } })
	await shown.until(/What is this host to become\? \[init\]/)
	shown.type('?\r')
	await shown.until(/every other one joins it/)
	shown.type('\r')
	await shown.until(/What is this host called\? \[k8s-master01\]/)
	shown.type('Bad_Name\r')
	await shown.until(/does not follow RFC 1123/)
	for (const question of ['called', 'come from', 'Which kernel', 'addresses do pods', 'reach each other']) {
		await shown.until(new RegExp(`${question}[^\\n]*\\? \\[`))
		shown.type('\r')
	}
	await shown.until(/to see the plan/)
	shown.type('\r')
	await shown.until(/Carry out this plan\? \[y\/N\]/)
	shown.type('y\r')
	await shown.until(/bypasses iptables[\s\S]*Enter for 1: /)
	shown.type('1\r')
	await shown.until(/kubeadm join cluster\.local:6443 --token/)
	expect(await shown.ended).toBe(0)
	// Not one sequence that draws: neither cursor nor colours nor screens.
	// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
	expect(shown.written()).not.toMatch(/\u001b\[(?!\?2004)/)
})

test('a terminal with ASCII only gets ASCII, in English', async () => {
	const shown = open({ env: { TERM: 'linux', LANG: 'zh_CN.UTF-8' } })
	await see(shown, /A few questions follow/)
	expect(shown.screen().join('\n')).toMatch(/^[\u0020-\u007e\n]*$/)
	shown.type(ctrlC)
	await see(shown, /Leave the wizard/)
	shown.type('2')
	expect(await shown.ended).toBe(130)
})

test('NO_COLOR is heeded', async () => {
	const shown = open({ env: { NO_COLOR: '1' } })
	await see(shown, /A few questions follow/)
	shown.type('\r')
	await see(shown, /What is this host to become/)
	// Colours of text; bold and dim remain.
	// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
	expect(shown.written()).not.toMatch(/\u001b\[(?:\d+;)*(?:3[0-79]|9[0-7]|38;)/)
	shown.type(ctrlC)
	await see(shown, /Leave the wizard/)
	shown.type('2')
	await shown.ended
})

test('a program that is ended gives the terminal back', async () => {
	const shown = open({ env: { K8S_WIZARD_DEMO: 'speed=30,hold=15' } })
	await see(shown, words.en.host)
	// As systemd and an operator end a program.
	process.kill(shown.pid(), 'SIGTERM')
	expect(await shown.ended).toBe(130)
	expectGivenBack(shown)
})

test('a crash gives the terminal back', async () => {
	const crash = "data:text/javascript,process.once('SIGUSR2',()=>{throw(new(Error)('boom'))})"
	const shown = open({ env: { NODE_OPTIONS: `--import=${crash}` } })
	await see(shown, words.en.host)
	process.kill(shown.pid(), 'SIGUSR2')
	expect(await shown.ended).not.toBe(0)
	expectGivenBack(shown)
})
