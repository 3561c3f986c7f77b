import { X509Certificate } from 'node:crypto'
import type { Host, Looked } from '../../host/host.ts'

export interface Certificate {
	readonly path: string
	/** ISO time. */
	readonly notAfter: string
	readonly daysLeft: number
}

/** Where kubeadm keeps certificates: files of their own, and the ones inside kubeconfigs. */
const folders = ['/etc/kubernetes/pki', '/etc/kubernetes/pki/etcd']
const kubeconfigs = [
	'/etc/kubernetes/admin.conf',
	'/etc/kubernetes/controller-manager.conf',
	'/etc/kubernetes/scheduler.conf',
]
const day = 86_400_000

/** Every certificate of this node with its end, soonest first. One that cannot be parsed makes the look a broken one. */
export async function readCertificates(host: Host): Promise<Looked<readonly Certificate[]>> {
	const found: Certificate[] = []
	try {
		for (const [path, pem] of await readPems(host)) {
			const notAfter = new Date(new X509Certificate(pem).validTo)
			const daysLeft = Math.floor((notAfter.getTime() - host.now().getTime()) / day)
			found.push({ path, notAfter: notAfter.toISOString(), daysLeft })
		}
	} catch (error) {
		return { looked: false, reason: String(error) }
	}
	return { looked: true, value: found.sort((a, b) => a.daysLeft - b.daysLeft || (a.path < b.path ? -1 : 1)) }
}

async function readPems(host: Host): Promise<[string, string | Uint8Array][]> {
	const pems: [string, string | Uint8Array][] = []
	for (const folder of folders) {
		for (const name of (await host.list(folder)) ?? []) {
			const text = name.endsWith('.crt') ? await host.readText(`${folder}/${name}`) : undefined
			if (text) pems.push([`${folder}/${name}`, text])
		}
	}
	for (const path of kubeconfigs) {
		const encoded = /client-certificate-data: (\S+)/.exec((await host.readText(path)) ?? '')?.[1]
		if (encoded) pems.push([path, Buffer.from(encoded, 'base64')])
	}
	return pems
}
