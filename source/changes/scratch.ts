import type { Host } from '../host/host.ts'

const folder = '/run/k8s-wizard'

/** The place of a file that only root may read and that goes again; its folder is there when this returns. */
export async function scratchPath(host: Host, name: string): Promise<string> {
	if (!(await host.stat(folder))) await host.makeDirectory(folder, { mode: 0o700, uid: 0, gid: 0 })
	return `${folder}/${name}`
}

/** A file for as long as `work` takes, readable by root alone: the way of secrets into other programs. */
export async function withSecretFile<Result>(
	host: Host,
	name: string,
	content: string,
	work: (path: string) => Promise<Result>,
): Promise<Result> {
	const path = await scratchPath(host, name)
	try {
		await host.writeFile(path, content, { mode: 0o600, uid: 0, gid: 0 })
		return await work(path)
	} finally {
		await host.remove(path)
	}
}
