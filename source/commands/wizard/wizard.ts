import type { Watched } from '../../engine/attach.ts'
import { paths } from '../../engine/paths.ts'
import { makePrivateDirectory } from '../../engine/private-files.ts'
import { noPreferences, openPreferences, type PreferencesFile } from '../../host/preferences.ts'
import { message } from '../../locales/message.ts'
import type { Ending } from '../../ui/app.tsx'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { FrontEnd } from '../front-ends/front-end.ts'
import { refuseElsewhere } from '../prepare.ts'
import { Refusal } from '../refusal.ts'
import { tellEnding } from '../start-run.ts'
import type { Terminal } from '../terminal.ts'
import { undo } from '../undo.ts'
import type { DemoWorld, World } from '../world.ts'
import { demoPace, languageFor, showingIn } from './environment.ts'
import { tellJoin } from './finish.ts'
import { plainWizard } from './plain-wizard.ts'
import { createPort } from './port.ts'

export interface WizardOptions {
	readonly world: World
	readonly frontEnd: FrontEnd
	readonly terminal: Terminal
	readonly demo: DemoWorld | undefined
	/** `--lang` was given, which wins over what was chosen the last time. */
	readonly languageIsGiven: boolean
}

/** `k8s-wizard` on a terminal: the questions, the plan, the run; or back to a run in progress; or what was left unfinished. */
export async function wizard({ world, frontEnd, terminal, demo, languageIsGiven }: WizardOptions): Promise<ExitCode> {
	refuseElsewhere(world)
	const preferences = demo ? noPreferences() : await openOwn(world)
	const label = demo && message('ui.demo', { os: demo.os })
	const port = createPort({
		world,
		preferences,
		demo: demo && label && { label, draft: demo.draft, now: demo.now },
	})
	demo?.setPace(demoPace(process.env))
	const showing = showingIn(process.env, terminal)
	const kept = languageIsGiven ? undefined : preferences.get('language')
	const language = languageFor(showing, kept ?? terminal.language)
	if (showing.mode === 'plain') return plainWizard({ world, port, frontEnd, terminal })

	const gone = new AbortController()
	const lost = (): void => gone.abort()
	process.on('SIGHUP', lost)
	process.on('SIGTERM', lost)
	try {
		// Loaded only here: a plan or a status has no use for React.
		const { openWizard } = await import('../../ui/open.tsx')
		const ending = await openWizard(port, { language, ascii: showing.ascii, gone: gone.signal })
		return told(ending, { world, frontEnd, terminal, demo }, preferences)
	} finally {
		process.off('SIGHUP', lost)
		process.off('SIGTERM', lost)
	}
}

/** Where drafts are kept: scratch, since nothing else of a host is written to before consent. */
async function openOwn({ tools: { host } }: World): Promise<PreferencesFile> {
	await makePrivateDirectory(host, paths.scratch)
	return openPreferences(paths.scratch)
}

/** What stands on the terminal once the wizard's own screen is gone. */
async function told(
	ending: Ending | undefined,
	{ world, frontEnd, terminal, demo }: Omit<WizardOptions, 'languageIsGiven'>,
	preferences: PreferencesFile,
): Promise<ExitCode> {
	// The terminal went away, or a signal ended the viewer: nothing is stopped by that.
	if (!ending) return exitCodes.interrupted
	if (ending.how === 'left' && ending.refused) {
		const { what, lines, exitCode } = ending.refused
		const [first = message('ui.left'), ...rest] = what
		throw new Refusal(exitCodeOf(exitCode), first, [...rest, ...lines])
	}
	if (demo) {
		frontEnd.say(message('ui.demo.left'))
		return ending.how === 'ended' ? codeOf[ending.watched] : exitCodes.interrupted
	}
	if (ending.how === 'left') {
		frontEnd.say(message(preferences.get('draft') ? 'ui.leftKept' : 'ui.left'))
		return exitCodes.interrupted
	}
	const watched = ending.how === 'detached' ? 'detached' : ending.watched
	const code = tellEnding(frontEnd, ending.run, 'run', watched)
	if (ending.how === 'detached') return code
	if (ending.wantsUndo) return undo(world, frontEnd, 'undo', { yes: false, leave: false })
	tellJoin(frontEnd, terminal, ending.finish?.join)
	return code
}

const codeOf: Readonly<Record<Watched, ExitCode>> = {
	done: exitCodes.done,
	failed: exitCodes.failed,
	died: exitCodes.failed,
	stopped: exitCodes.interrupted,
	detached: exitCodes.interrupted,
}

function exitCodeOf(code: number): ExitCode {
	return Object.values(exitCodes).find(known => known === code) ?? exitCodes.hostCannot
}
