import type { Language } from '../../locales/message.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** How the wizard can be shown here. */
export type Showing = { readonly mode: 'plain' } | { readonly mode: 'screen'; readonly ascii: boolean }

/**
 * Screens where a terminal can draw them; line by line for terminals that cannot, for screen readers and for serial
 * consoles, whose lines are too slow for screens. ASCII and English on the kernel's own console and without UTF-8.
 */
export function showingIn(env: Environment, terminal: { readonly isSerial: boolean }): Showing {
	const name = env['TERM'] ?? ''
	const isReader = [env['INK_SCREEN_READER'], env['ACCESSIBLE']].some(
		value => value !== undefined && value !== '' && value !== '0' && value !== 'false',
	)
	if (name === '' || name === 'dumb' || isReader || terminal.isSerial) return { mode: 'plain' }
	return { mode: 'screen', ascii: name === 'linux' || !isUtf8(env) }
}

function isUtf8(env: Environment): boolean {
	const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || ''
	return /utf-?8/i.test(locale)
}

/** What the plain mode is spoken in, and the screens begin in: English where the terminal has ASCII only. */
export function languageFor(showing: Showing, language: Language): Language {
	return showing.mode === 'screen' && showing.ascii ? 'en' : language
}

/** Settings of the demo for those who film or test it: `K8S_WIZARD_DEMO=speed=20,hold=45` (hold in seconds). */
export function demoPace(env: Environment): { speed: number; holdAt: number | undefined } {
	const settings = new Map(
		(env['K8S_WIZARD_DEMO'] ?? '').split(',').map((pair): [string, number] => {
			const [name = '', value = ''] = pair.split('=')
			return [name, Number(value)]
		}),
	)
	const hold = settings.get('hold')
	return { speed: settings.get('speed') || usualSpeed, holdAt: hold === undefined ? undefined : hold * 1000 }
}

/** A run of the demo takes about half a minute of an onlooker's time. */
const usualSpeed = 3
