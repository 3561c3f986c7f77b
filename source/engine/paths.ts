import type { FileAttributes } from '../host/host.ts'

/** Where the wizard keeps what it knows on a host; all of it is root's alone. */
export const paths = {
	state: '/var/lib/k8s-wizard',
	record: '/var/lib/k8s-wizard/record.json',
	runs: '/var/lib/k8s-wizard/runs',
	program: '/var/lib/k8s-wizard/program',
	logs: '/var/log/k8s-wizard',
	scratch: '/run/k8s-wizard',
	/** A folder; the file in it names the process that owns the host. */
	lock: '/run/k8s-wizard/lock',
} as const

export const privateFile: FileAttributes = { mode: 0o600, uid: 0, gid: 0 }
export const privateDirectory: FileAttributes = { mode: 0o700, uid: 0, gid: 0 }

export interface RunPaths {
	directory: string
	journal: string
	/** Answers, facts and resolution that the run was started with (0600). */
	request: string
	/** The same answers as a file that gives them again (0600). */
	answers: string
	/** Files as they were before, by the SHA-256 of their content. */
	before: string
	/** Made by a viewer: stop after the current change. */
	stop: string
	/** A file for each answered question, made by a viewer (0600). */
	answered: string
	logs: string
	stepLogs: string
	/** What the runner itself has to say when it breaks. */
	runnerLog: string
}

/** The places of one run. */
export function runPaths(run: string): RunPaths {
	const directory = `${paths.runs}/${run}`
	const logs = `${paths.logs}/${run}`
	return {
		directory,
		journal: `${directory}/journal.ndjson`,
		request: `${directory}/request.json`,
		answers: `${directory}/answers.yaml`,
		before: `${directory}/before`,
		stop: `${directory}/stop`,
		answered: `${directory}/answered`,
		logs,
		stepLogs: `${logs}/steps`,
		runnerLog: `${logs}/runner.log`,
	}
}
