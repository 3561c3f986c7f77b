import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Bed, openBed } from '../bed/bed.ts'
import { dirOf } from '../bed/cache.ts'
import type { Host } from '../bed/hosts/host.ts'
import { folders, repositoryUrl } from '../bed/packages/urls.ts'
import { keys, readKeys } from '../bed/parts/keys.ts'
import { openTerminal, type PseudoTerminal } from '../ui/pseudo-terminal.ts'
import { clusterIsReady } from './by-hand.ts'
import { bareHost, program, registry } from './wizard.ts'

const minute = 60_000
const enter = '\r'

let bed: Bed
let host: Host
let terminal: PseudoTerminal | undefined

beforeAll(async () => {
	bed = await openBed((part, line) => console.log(`${part}: ${line}`))
	host = await bareHost(bed, 'typed', 'debian-12')
})
afterAll(async () => {
	terminal?.close()
	await bed?.close()
})

/** `k8s-wizard` in a login shell on the host, as over SSH. */
async function open(): Promise<PseudoTerminal> {
	const shell = openTerminal(['npx', '--no-install', 'tsx', 'test/bed/cli.ts', 'shell', host.name])
	await shell.until(/[#$] *$/m)
	shell.type(`stty cols 80 rows 24; LANG=C.UTF-8 TERM=xterm-256color node ${program} --lang en${enter}`)
	return shell
}

test('typed keys lead from a bare host to a Ready node, with the viewer killed on the way', async () => {
	terminal = await open()
	const typed = async (wanted: RegExp, text: string, patience?: number): Promise<void> => {
		await terminal?.until(wanted, patience)
		terminal?.type(text)
	}
	const { kubernetes, docker } = readKeys(dirOf(keys))
	const repository = `${repositoryUrl}/${folders.kubernetesDeb}/`
	const signed = [
		`${repository}Release.key ${kubernetes.fingerprint}`,
		`${repositoryUrl}/docker-ce/linux/debian/gpg ${docker.fingerprint}`,
	]
	const clear = '\u0015'
	await typed(/questions follow|in the way/, enter, minute)
	await typed(/become\?/, enter)
	await typed(/host called\?/, `${clear}node-1${enter}`)
	await typed(/❯[^\n]*(?:aliyun|upstream)/, '3')
	await typed(/Which registry/, `${clear}${registry}/google_containers${enter}`)
	await typed(/Kubernetes packages\?/, `${clear}${repository} /${enter}`)
	await typed(/containerd packages\?/, `${clear}${repositoryUrl}/docker-ce/linux/debian bookworm stable${enter}`)
	await typed(/Which keys/, `${clear}${signed.join(', ')}${enter}`)
	await typed(/without TLS\?/, '1')
	await typed(/Which kernel/, enter)
	await typed(/pods get\?/, enter)
	await typed(/reach each other\?/, '3')
	// What a mirror of one's own holds cannot be guessed.
	await typed(/kubernetesVersion has to be said/, 'm')
	await typed(/❯ Kubernetes/, enter)
	await typed(/Which version/, `${clear}1.20.2${enter}`)
	await typed(/❯ Kubernetes +1\.20\.2/, '\u001b')
	await typed(/❯ Make the plan\n/, enter)
	await typed(/Plan for node-1/, 's', 3 * minute)
	await typed(/❯ 1 No/, '2')
	await terminal.until(/[1-9]\d* of \d+ steps, /, minute)
	terminal.close()

	terminal = await open()
	await terminal.until(/\d+ of \d+ steps, /, minute)
	await terminal.until(/Done in[\s\S]*kubeadm join/, 10 * minute)
	terminal.type(enter)
	await terminal.until(/^kubeadm join cluster\.local:6443 --token/m)
	expect(terminal.modes()).toMatchObject({ alternateScreen: false, cursorHidden: false })
	await clusterIsReady(host, 1, minute)
})
