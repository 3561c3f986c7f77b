import { describe, expect, test } from 'vitest'
import type { Draft } from '../../../source/answers/draft.ts'
import { message } from '../../../source/locales/message.ts'
import { type PlanView, Refused } from '../../../source/ui/port.ts'
import { fakePort, plan as thePlan } from '../fake-port.ts'
import { keys, type ShownApp, type ShowOptions, show } from '../render.tsx'

const questions = [/become\?/, /host called\?/, /come from\?/, /Which kernel/, /do pods get\?/, /reach each other\?/]

/** Enter, until this one of the questions is on screen. */
async function at(question: number, options: ShowOptions = {}): Promise<ShownApp> {
	const app = show(options)
	await app.see(/questions follow|things? (is|are) in the way/i)
	for (const wanted of questions.slice(0, question + 1)) {
		app.type(keys.enter)
		await app.see(wanted)
	}
	return app
}

describe('this host', () => {
	test('shows ok, warning, problem and could not look, each by a sign and by words', async () => {
		const app = show()
		const frame = await app.see(/One thing is in the way/)
		expect(frame).toMatch(/✔ System\s+Rocky Linux 9/)
		expect(frame).toMatch(/▲ Swap\s+on – goes off/)
		expect(frame).toMatch(/✖ Ports\s+6443/)
		expect(frame).toMatch(/\? Clock\s+could not look: no answer/)
	})

	test('a host that cannot be worked on says why, and there is no way on', async () => {
		const look = async (): Promise<never> => {
			throw new Refused([message('command.needsSystemd')])
		}
		const app = show({ port: { look } })
		const frame = await app.see(/does not run systemd/)
		expect(frame).not.toMatch(/Enter begin/)
		app.type(keys.escape)
		await app.see(/Leave the wizard\?/)
		app.type('2')
		await expect.poll(app.ending).toMatchObject({ how: 'left', refused: { exitCode: 3 } })
	})

	test('what was left unfinished is offered first', async () => {
		const words = [message('command.wasNotFinished', { run: 'run-0' })]
		const situation = async () => ({ kind: 'unfinished', run: 'run-0', words, draft: {} }) as const
		const asked: (Draft | undefined)[] = []
		const plan = async (draft: Draft | undefined): Promise<never> => {
			asked.push(draft)
			throw new Refused([message('command.nothingToResume')], [], 3, [], thePlan.artefacts)
		}
		const app = show({ port: { situation, plan } })
		await app.see(/An earlier run did not come to its end: run-0[\s\S]*❯ 1 Go on with it/)
		app.type(keys.enter)
		await app.see(
			/There can be no plan like this:[\s\S]*no unfinished run[\s\S]*registry\.example\.net +8 there, 1 missing/,
		)
		expect(asked).toEqual([undefined])
		app.type(keys.escape)
		await app.see(/Answer anew/)
	})

	test('a key that nobody has confirmed is shown, and taken once it is compared', async () => {
		const key = {
			where: 'http://mirror.test/key.asc',
			fingerprint: 'AB12'.repeat(10),
			owner: 'Somebody <s@mirror.test>',
		}
		const trusted: string[] = []
		const plan = async (): Promise<PlanView> => {
			if (trusted.includes(key.fingerprint)) return fakePort().plan({})
			throw new Refused([message('command.confirmKey', key)], [], 5, [key])
		}
		const situation = async () => ({ kind: 'unfinished', run: 'run-0', words: [], draft: {} }) as const
		const app = show({ port: { situation, plan, trust: found => void trusted.push(...found) } })
		await app.see(/Go on with it/)
		app.type(keys.enter)
		const frame = await app.see(/vouch for a key/)
		expect(frame).toContain('AB12 AB12 AB12')
		expect(frame).toContain(key.owner)
		app.type('y')
		await app.see(/Swap off/)
		expect(trusted).toEqual([key.fingerprint])
	})
})

describe('questions', () => {
	test('say where their default comes from, and what they are for', async () => {
		const app = await at(3)
		await app.see(/The default, stock, comes from what suits most hosts\./)
		app.type('?')
		await app.see(/take it unless you know why not[\s\S]*Enter\s+next/)
		app.type('?')
		await app.see(/❯ 1 stock/)
	})

	test('a mirror is tested beside them', async () => {
		const app = await at(2)
		await app.see(/aliyun.*✔ has everything, 20 ms[\s\S]*upstream.*✖ does not answer/)
	})

	test('a choice that this host cannot have explains itself, and is not taken', async () => {
		const port = fakePort()
		const evaluate: typeof port.evaluate = async draft => {
			const found = await port.evaluate(draft)
			const problems =
				draft['kernel'] === 'lt' ? [{ key: 'kernel', what: message('answers.kernelOnlyRpm'), exit: 2 as const }] : []
			return { ...found, problems }
		}
		const app = await at(3, { port: { evaluate } })
		await app.see(/2 lt\s+– Kernels of ELRepo are for EL hosts only/)
		app.type('2')
		await app.see(/✖ lt cannot be had on this host/)
		app.type(keys.down)
		await app.see(/❯ 2 lt/)
		app.type(keys.enter)
		await app.see(/✖ lt cannot be had on this host/)
	})

	test('a character that cannot stand there is stopped with a message', async () => {
		const app = await at(1)
		app.type('_')
		await app.see(/✖ "_" cannot stand here: lower-case letters/)
		app.type('x')
		await app.see(/❯ rockyx/)
		expect(app.frame()).not.toContain('✖')
	})

	test('shape is checked on Enter; what is wrong comes with a suggestion that works', async () => {
		const app = await at(4)
		app.type(keys.clear)
		await app.see(/❯ *\n/)
		app.type(...'192.0.2.0/24')
		await app.see(/❯ 192\.0\.2\.0\/24/)
		app.type(keys.enter)
		const frame = await app.see(/✖ podSubnet 192\.0\.2\.0\/24 overlaps this host's own network/)
		const [, suggestion = ''] = /Tab take (\S+)/.exec(frame) ?? []
		app.type(keys.tab)
		await app.see(new RegExp(`❯ ${suggestion.replaceAll('.', '\\.')}`))
		app.type(keys.enter)
		await app.see(/reach each other\?/)
	})

	test('a line that is slow brings several keys at once', async () => {
		const app = await at(1)
		app.type(`${keys.clear}node-9\r`)
		await app.see(/come from\?/)
		app.type(keys.escape)
		await app.see(/❯ node-9/)
	})

	test('joining asks for the cluster, and a mirror of one’s own for its places', async () => {
		const app = await at(0)
		app.type('2')
		await app.see(/Which cluster is joined\?/)
		app.type(keys.escape)
		await app.see(/become\?/)
		app.type('1')
		await app.see(/host called\?/)
		app.type(keys.enter)
		await app.see(/come from\?/)
		app.type('3')
		await app.see(/Which registry has the images\?/)
		app.type(...'registry.example:5000/k8s')
		await app.see(/❯ registry\.example:5000\/k8s/)
		app.type(keys.enter)
		await app.see(/Where are the Kubernetes packages\?/)
	})
})

describe('review', () => {
	async function review(options: ShowOptions = {}): Promise<ShownApp> {
		const app = await at(5, options)
		app.type(keys.enter)
		await app.see(/❯ Make the plan/)
		return app
	}

	test('has every answer; one is opened, changed, and leads back', async () => {
		const app = await review()
		const frame = app.frame()
		for (const row of [
			/Role\s+init/,
			/Hostname\s+rocky/,
			/Mirror\s+upstream/,
			/Pod subnet\s+10\.244\.0\.0\/16/,
			/Pod network\s+flannel/,
		])
			expect(frame).toMatch(row)
		app.type(keys.up)
		await app.see(/❯ More choices/)
		app.type(keys.up)
		await app.see(/❯ Pod network/)
		app.type(keys.enter)
		await app.see(/reach each other\?/)
		app.type('3')
		await app.see(/Pod network\s+bridge[\s\S]*More choices/)
	})

	test('more choices: everything else, with where it comes from', async () => {
		const app = await review()
		app.type('m')
		await app.see(/Kubernetes\s+\d+\.\d+\.\d+[\s\S]*Service subnet\s+10\.96\.0\.0\/12/)
		app.type(keys.enter)
		await app.see(/Which version of Kubernetes\?/)
		app.type(`${keys.clear}1.99.0\r`)
		await app.see(/Kubernetes 1\.99\.0 is not known/)
		app.type(keys.escape)
		await app.see(/Service subnet/)
		app.type(keys.escape)
		await app.see(/Your answers/)
	})

	test('an answer that does not fit keeps the plan away, and is named', async () => {
		const situation = async () => ({ kind: 'fresh', draft: { hostname: 'localhost' }, kept: true }) as const
		const app = show({ port: { situation } })
		await app.see(/in the way/)
		app.type(keys.enter)
		await app.see(/become\?/)
		app.type(keys.enter)
		await app.see(/host called\?/)
		app.type(keys.enter)
		await app.see(/localhost names every host/)
	})
})

describe('sizes and languages', () => {
	test.each([
		[120, 40],
		[80, 24],
		[60, 20],
	])('every question fits %s×%s', async (columns, rows) => {
		const app = await at(5, { columns, rows })
		for (const line of app.frame().split('\n')) expect(line.length).toBeLessThanOrEqual(columns)
	})

	test('a terminal that is too small says so', async () => {
		const app = show({ columns: 30, rows: 8 })
		await app.see(/Please enlarge/)
	})

	test('the language is switched in the middle of it', async () => {
		const kept: string[] = []
		const app = await at(3, { port: { keepLanguage: language => void kept.push(language) } })
		app.type(keys.ctrlT)
		await app.see(/这台主机运行哪个内核？[\s\S]*保留现有内核/)
		app.type(keys.ctrlT)
		await app.see(/Which kernel runs this host\?/)
		expect(kept).toEqual(['zh', 'en'])
	})

	test('ASCII has neither Chinese nor signs', async () => {
		const app = await at(2, { ascii: true, language: 'zh' })
		await app.see(/> 2 upstream/)
		expect(app.frame().replaceAll('…', '')).toMatch(/^[\u0020-\u007e\n]*$/)
	})
})
