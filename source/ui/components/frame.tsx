import { Box, Text } from 'ink'
import { type ReactNode, useState } from 'react'
import stringWidth from 'string-width'
import { type Message, message } from '../../locales/message.ts'
import { type Binding, keyMap, shownKey, useKeys } from '../keys.ts'
import { colours, useTheme } from '../theme.ts'
import { OnceListening } from './once-listening.tsx'
import { Prose } from './prose.tsx'
import { useShell } from './shell.ts'

export interface FrameProps {
	/** At the right of the head: where one is. */
	readonly place: Message
	readonly keys: readonly Binding[]
	/** What `?` shows. */
	readonly help: Message
	/** Letters are typed into a field here, so `q` is a letter. */
	readonly typing?: boolean
	children(size: BodySize): ReactNode
}

export interface BodySize {
	readonly columns: number
	readonly rows: number
}

/** Rows that are not the body's: head, hint line, and a rule for each. */
const ownRows = 4
const smallest = { columns: 40, rows: 10 }

/**
 * Head, body, hint line: never taller than the terminal less one row, so that nothing scrolls. It owns the keys that
 * every screen has, and prints its hints from the very bindings that it listens for.
 */
export function Frame({ place, keys, help, typing = false, children }: FrameProps): ReactNode {
	const shell = useShell()
	const [helping, setHelping] = useState(false)
	const rests = shell.overlay !== undefined || helping
	const own: Binding[] = [
		{ key: 'help', hint: message('ui.hint.help'), run: () => setHelping(true) },
		...(typing ? [] : [{ key: 'quit' as const, hint: message('ui.hint.quit'), run: shell.askToLeave }]),
		{ key: 'interrupt', ...(typing && { hint: message('ui.hint.quit') }), run: shell.askToLeave },
		{ key: 'language', run: shell.switchLanguage },
	]
	const bindings = [...keys, ...own]
	useKeys(bindings, !rests)
	useKeys([{ key: 'close', run: () => setHelping(false) }], helping && shell.overlay === undefined)

	const { columns } = shell
	const rows = shell.rows - 1
	if (columns < smallest.columns || rows < smallest.rows) return <TooSmall rows={rows} />
	const body = { columns: columns - 2, rows: rows - ownRows }
	const over = shell.overlay ?? (helping ? <Help text={help} keys={bindings} columns={body.columns} /> : undefined)
	return (
		<Box flexDirection="column" width={columns} height={rows} paddingX={1}>
			<Head place={place} columns={body.columns} />
			<Rule columns={body.columns} />
			<Box flexDirection="column" height={body.rows} overflow="hidden" display={over === undefined ? 'flex' : 'none'}>
				<OnceListening>{children(body)}</OnceListening>
			</Box>
			{over !== undefined && (
				<Box flexDirection="column" height={body.rows} overflow="hidden">
					<OnceListening>{over}</OnceListening>
				</Box>
			)}
			<Rule columns={body.columns} />
			<Hints keys={over === undefined ? bindings : shell.overlay ? overlayKeys : helpKeys} columns={body.columns} />
		</Box>
	)
}

/** What is pressed while something else stands in the place of a screen; it listens for itself. */
const idle = (): void => undefined
const overlayKeys: readonly Binding[] = [
	{ key: 'accept', hint: message('ui.hint.choose'), run: idle },
	{ key: 'back', hint: message('ui.hint.back'), run: idle },
]
const helpKeys: readonly Binding[] = [{ key: 'close', hint: message('ui.hint.back'), run: idle }]

function TooSmall({ rows }: { rows: number }): ReactNode {
	const theme = useTheme()
	return (
		<Box height={Math.max(1, rows)} overflow="hidden">
			<Text wrap="truncate">{theme.say(message('ui.tooSmall', smallest))}</Text>
		</Box>
	)
}

function Head({ place, columns }: { place: Message; columns: number }): ReactNode {
	const { port } = useShell()
	const theme = useTheme()
	const right = theme.say(place)
	const name = `k8s-wizard ${port.version}`
	const room = columns - stringWidth(right) - stringWidth(name) - 4
	return (
		<Box width={columns} justifyContent="space-between">
			<Box width={columns - stringWidth(right) - 1}>
				<Text bold color={colours.accent}>
					{name}
				</Text>
				{port.demo && room > 10 && (
					<Box marginLeft={2} width={room}>
						<Text color={colours.warning} wrap="truncate">
							{theme.say(port.demo)}
						</Text>
					</Box>
				)}
			</Box>
			<Text dimColor wrap="truncate">
				{right}
			</Text>
		</Box>
	)
}

export function Rule({ columns }: { columns: number }): ReactNode {
	return <Text dimColor>{useTheme().sign('rule').repeat(Math.max(1, columns))}</Text>
}

/** The keys of this screen, as many as fit. */
function Hints({ keys, columns }: { keys: readonly Binding[]; columns: number }): ReactNode {
	const theme = useTheme()
	const shown: { key: string; words: string }[] = []
	let width = 0
	for (const { key, hint } of keys) {
		if (!hint) continue
		const one = { key: shownKey(key, theme.ascii), words: theme.say(hint) }
		width += stringWidth(one.key) + stringWidth(one.words) + 4
		if (width > columns + 3) break
		shown.push(one)
	}
	return (
		<Box height={1} columnGap={3}>
			{shown.map(({ key, words }) => (
				<Text key={key} wrap="truncate">
					<Text bold>{key}</Text> <Text dimColor>{words}</Text>
				</Text>
			))}
		</Box>
	)
}

/** What `?` shows: the screen's own help, and all of its keys. */
function Help({ text, keys, columns }: { text: Message; keys: readonly Binding[]; columns: number }): ReactNode {
	const theme = useTheme()
	const listed = keys.flatMap(({ key, hint }) => (hint ? [{ key, hint }] : []))
	return (
		<Box flexDirection="column" rowGap={1}>
			<Prose text={theme.say(text)} columns={Math.min(columns, 90)} />
			<Box flexDirection="column">
				{listed.map(({ key, hint }) => (
					<Box key={key}>
						<Box width={10}>
							<Text bold>{keyMap[key].shown[theme.ascii ? 1 : 0]}</Text>
						</Box>
						<Text>{theme.say(hint)}</Text>
					</Box>
				))}
				{!theme.ascii && (
					<Box>
						<Box width={10}>
							<Text bold>{shownKey('language', theme.ascii)}</Text>
						</Box>
						<Text>{theme.say(message('ui.hint.language'))}</Text>
					</Box>
				)}
			</Box>
			<Text dimColor>{theme.say(message('ui.closeHelp'))}</Text>
		</Box>
	)
}
