/** What the program's exit code says. */
export const exitCodes = {
	done: 0,
	failed: 1,
	badUsage: 2,
	hostCannot: 3,
	rebootNeeded: 4,
	refused: 5,
	interrupted: 130,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]
