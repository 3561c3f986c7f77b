import type { Host } from '../host/host.ts'
import { paths, privateDirectory, privateFile, type RunPaths } from './paths.ts'

/** Makes a folder that only root can enter; what is already there is left alone. */
export async function makePrivateDirectory(host: Host, path: string): Promise<void> {
	if (!(await host.stat(path))) await host.makeDirectory(path, privateDirectory)
}

export async function writePrivateFile(host: Host, path: string, content: string | Uint8Array): Promise<void> {
	await host.writeFile(path, content, privateFile)
}

/** Makes every folder that a run writes to. */
export async function makeRunDirectories(host: Host, run: RunPaths): Promise<void> {
	const directories = [
		paths.state,
		paths.runs,
		paths.logs,
		paths.scratch,
		run.directory,
		run.before,
		run.answered,
		run.logs,
		run.stepLogs,
	]
	for (const directory of directories) await makePrivateDirectory(host, directory)
}
