import { configMapKey } from '../changes/config-map.ts'
import { message } from '../locales/message.ts'
import { withKubeletConfig } from './containerd.ts'
import { confirmed, type Finding, type KnownFailure, type ProbeContext, proof, refuted, unknown } from './failure.ts'
import { adminConfig } from './network.ts'
import type { ReadHost } from './read-host.ts'

const corefile = { namespace: 'kube-system', name: 'coredns', key: 'Corefile', kubeconfig: adminConfig } as const
const forward = /^([ \t]*forward[ \t]+\.[ \t]+)\/etc\/resolv\.conf/m

/** Row 27: CoreDNS gets its servers from the node's resolv.conf, and must not find itself or nobody there. */
const noServer: KnownFailure = {
	id: 'dns-coredns-loop',
	stage: 'dns',
	title: message('failure.resolvConf.title'),
	cause: message('failure.resolvConf.cause'),
	advice: message('failure.resolvConf.advice'),
	signatures: [
		proof('plugin/loop: Loop (', /plugin\/loop: Loop \([^)]{1,100}\) detected for zone/),
		proof('plugin/forward: no nameservers found'),
		proof('no nameservers found', /resolv\.conf.{0,60}no nameservers found|no nameservers found in/),
	],
	alone: 'likely',
	probe: probeServers,
	check: { what: message('failure.resolvConf.check'), within: 10_000 },
	source: 'coredns plugin/loop, plugin/forward',
}

async function probeServers({ host, facts }: ProbeContext): Promise<Finding> {
	if (!(await host.stat(adminConfig))) return unknown
	const path = await resolvConfOf(host)
	const text = await host.readText(path)
	const servers = serversIn(text ?? '')
	if (servers.some(isUsable)) return refuted
	const content = await configMapKey(host, corefile)
	if (content === undefined) return unknown
	if (!forward.test(content)) return refuted
	const lines = [{ source: path, line: servers.length === 0 ? 'no nameserver' : `nameserver ${servers.join(' ')}` }]
	const usable = facts.nameservers.filter(isUsable).slice(0, 3)
	if (usable.length === 0) return confirmed(lines)
	return confirmed(lines, {
		risk: 'ask',
		destructive: false,
		what: message('failure.resolvConf.fix', { servers: usable.join(', ') }),
		changes: [{ kind: 'config-map', ...corefile, content: content.replace(forward, `$1${usable.join(' ')}`) }],
	})
}

const kubeletConfig = '/var/lib/kubelet/config.yaml'

/** The kubelet was told to give pods a file that this host does not have. */
const noSuchFile: KnownFailure = {
	id: 'kubelet-resolv-conf-missing',
	stage: 'kubelet',
	title: message('failure.resolvConfGone.title'),
	cause: message('failure.resolvConfGone.cause'),
	advice: message('failure.resolvConfGone.advice'),
	signatures: [
		proof('/resolv.conf: no such file or directory', /open \/[\w./-]{1,100}\/resolv\.conf: no such file or directory/),
	],
	alone: 'likely',
	conclusive: true,
	async probe({ host }) {
		const text = await host.readText(kubeletConfig)
		const path = text === undefined ? undefined : /^resolvConf: *["']?([^"'\s]+)/m.exec(text)?.[1]
		if (text === undefined || path === undefined || (await host.stat(path))) return refuted
		const lines = [{ source: kubeletConfig, line: `resolvConf: ${path}` }]
		if (!(await host.stat('/etc/resolv.conf'))) return confirmed(lines)
		return confirmed(lines, {
			risk: 'safe',
			destructive: false,
			what: message('failure.resolvConfGone.fix'),
			changes: withKubeletConfig(text.replace(/^resolvConf:.*$/m, 'resolvConf: /etc/resolv.conf')),
		})
	},
	check: { what: message('failure.resolvConfGone.check'), within: 10_000 },
	source: 'pkg/kubelet/network/dns/dns.go',
}

/** The file that the kubelet gives to pods of the node's own DNS policy. */
async function resolvConfOf(host: ReadHost): Promise<string> {
	const text = (await host.readText(kubeletConfig)) ?? ''
	return /^resolvConf: *["']?([^"'\s]+)/m.exec(text)?.[1] ?? '/etc/resolv.conf'
}

function serversIn(text: string): string[] {
	return [...text.matchAll(/^\s*nameserver\s+(\S+)/gm)].flatMap(([, server]) => (server === undefined ? [] : [server]))
}

function isUsable(server: string): boolean {
	return !/^127\.|^::1$|^0\.0\.0\.0$/.test(server)
}

export const dns: readonly KnownFailure[] = [noServer, noSuchFile]
