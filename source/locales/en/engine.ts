export const engine = {
	'engine.bug': 'An unexpected error inside k8s-wizard itself; the details are in the log',
	'engine.bug.todo': 'Please report it, with the log.',
	'engine.hostError': ({ operation, subject }: { operation: string; subject: string }) =>
		`The host refused: ${operation} ${subject}`,
	'engine.unknownKind': ({ kind }: { kind: string }) =>
		`The journal holds a kind of change that this version does not know: ${kind}`,
	'engine.command.failed': ({ program, exitCode }: { program: string; exitCode: number }) =>
		`${program} failed with exit code ${exitCode}`,
	'engine.command.not-found': ({ program }: { program: string }) => `${program} is not there to be run`,
	'engine.command.timed-out': ({ program }: { program: string }) => `${program} took too long and was ended`,
	'engine.command.stopped': ({ program }: { program: string }) => `${program} was stopped before it was done`,
	'engine.couldNotLook': ({ what }: { what: string }) => `Could not look at: ${what}`,
	'engine.noEffect': ({ what }: { what: string }) => `Applied without an error, and still not so: ${what}`,
	'engine.notAsAnnounced': ({ what }: { what: string }) => `The host has changed since the plan was made: ${what}`,
	'engine.notAsAnnounced.todo':
		'Nothing was done for it. Start k8s-wizard again: it shows a new plan for the host as it is now.',
	'engine.fixNotAsAnnounced.todo':
		'Nothing was done for it. Start k8s-wizard troubleshoot again: it looks at the host as it is now.',
	'engine.cutOffStop': ({ what }: { what: string }) =>
		`This was cut off earlier and is not run again as the host stands: ${what}`,
	'engine.recovery.unknown': 'How far it came cannot be told from the host.',
	'engine.checkFailed': ({ what, seconds }: { what: string; seconds: number }) =>
		seconds === 0 ? `Does not hold: ${what}` : `Not reached within ${seconds} s: ${what}`,
	'engine.checkBroken': ({ what, seconds }: { what: string; seconds: number }) =>
		seconds === 0 ? `Could not be checked: ${what}` : `Could not be checked within ${seconds} s: ${what}`,
	'engine.endedEarly': ({ title }: { title: string }) => `Ended early, for waiting would not have helped: ${title}`,
	'engine.damagedImage': ({ path }: { path: string }) =>
		`What was there before cannot be given back: ${path} is missing or was altered`,
	'engine.runnerNotStarted': 'systemd could not start the run',
	'engine.notBuilt': 'A run starts from the built program; build it first (npm run build)',
	'engine.nodeUnreadable': 'The node binary cannot be read to make a copy that only root can alter',
	'engine.planDiffers': 'This version lays out another plan than the one that was accepted',
	'engine.requestMissing': ({ path }: { path: string }) => `What this run was asked for cannot be read: ${path}`,
	'engine.residue.journal': 'the journals and before-images of all runs, and the copy of the program',
	'engine.residue.logs': 'the logs of all runs',
	'engine.residue.scratch': 'scratch, gone at the next boot',
	'engine.residue.account': 'the copy that the account tools make whenever a package adds or removes an account',
	'engine.residue.packages': "the package manager's own bookkeeping: it remembers transactions, not only their sum",
	'engine.residue.lists': 'downloaded package lists and packages',
	'engine.residue.packageLogs': "the package manager's log",
	'engine.residue.cache': 'a cache that is made again when a package brings or removes a library',
	'engine.residue.hostLogs': "the host's own log",
} as const
