import { Box, Text } from 'ink'
import type { ReactNode } from 'react'
import stringWidth from 'string-width'
import { artefactTable } from '../../locales/artefact-table.ts'
import { message } from '../../locales/message.ts'
import { Frame } from '../components/frame.tsx'
import { Prose } from '../components/prose.tsx'
import { useShell } from '../components/shell.ts'
import { useScroll } from '../components/use-list.ts'
import type { Finding, Refused } from '../port.ts'
import { colours, useTheme } from '../theme.ts'

export interface HostScreenProps {
	readonly findings: readonly Finding[]
	readonly looked: boolean
	readonly refused: Refused | undefined
	onNext(): void
}

/** What was found on this host: ok, warning, problem, or could not look. */
export function HostScreen({ findings, looked, refused, onNext }: HostScreenProps): ReactNode {
	const shell = useShell()
	const theme = useTheme()
	// Head of the screen, its closing words and the blank rows around them.
	const room = Math.max(1, shell.rows - 11)
	// A problem's note stands below it, whole; others stand beside it as far as there is room.
	const rows = findings.flatMap(finding =>
		finding.state === 'problem' && finding.note ? [finding, { ...finding, isNote: true }] : [finding],
	)
	const scroll = useScroll(rows.length, room)
	const width = Math.max(0, ...findings.map(({ label }) => stringWidth(theme.say(label))))
	const ready = looked && !refused
	const problems = findings.filter(({ state }) => state === 'problem').length
	return (
		<Frame
			place={message('ui.place.host')}
			help={message('ui.help.host')}
			keys={[
				...(ready ? [{ key: 'accept' as const, hint: message('ui.hint.begin'), run: onNext }] : []),
				{ key: 'back', hint: message('ui.hint.leave'), run: shell.askToLeave },
				...scroll.keys,
			]}
		>
			{({ columns }) => (
				<Box flexDirection="column" rowGap={1}>
					<Text bold>{theme.say(message(looked ? 'ui.host.head' : 'ui.host.looking'))}</Text>
					<Box flexDirection="column">
						{rows.slice(scroll.from, scroll.from + room).map(row =>
							'isNote' in row ? (
								<Box key={`${row.id} note`} marginLeft={width + 4}>
									<Text dimColor wrap="truncate">
										{row.note && theme.say(row.note)}
									</Text>
								</Box>
							) : (
								<Box key={row.id}>
									<Box width={2} flexShrink={0}>
										<Text color={colours[row.state]}>{theme.sign(row.state)}</Text>
									</Box>
									<Box width={width + 2} flexShrink={0}>
										<Text>{theme.say(row.label)}</Text>
									</Box>
									<Text wrap="truncate" dimColor={row.state === 'ok'}>
										{row.state === 'unknown' ? `${theme.say(message('ui.host.unknown'))} ` : ''}
										{theme.say(row.value)}
										{row.note && row.state !== 'problem' && (
											<Text dimColor>
												{' '}
												{theme.sign('dash')} {theme.say(row.note)}
											</Text>
										)}
									</Text>
								</Box>
							),
						)}
						{!scroll.atEnd && <Text dimColor>{theme.say(message('ui.moreBelow'))}</Text>}
					</Box>
					{refused && <RefusedText refused={refused} columns={columns} />}
					{ready && (
						<Prose
							columns={columns}
							dim
							text={theme.say(message(problems > 0 ? 'ui.host.problems' : 'ui.host.next', { count: problems }))}
						/>
					)}
				</Box>
			)}
		</Frame>
	)
}

/** Why it ends here. */
export function RefusedText({ refused, columns }: { refused: Refused; columns: number }): ReactNode {
	const theme = useTheme()
	return (
		<Box flexDirection="column">
			{refused.what.map(what => (
				<Box key={theme.say(what)}>
					<Text color={colours.problem}>{theme.sign('problem')} </Text>
					<Prose text={theme.say(what)} columns={columns - 2} />
				</Box>
			))}
			{artefactTable(refused.artefacts, theme.language, columns).map(line => (
				<Text key={line}>{line}</Text>
			))}
			{refused.lines.map(line => (
				<Text key={line} dimColor wrap="truncate">
					{theme.sign('bar')} {line}
				</Text>
			))}
		</Box>
	)
}
