import { sysctls as known } from '../catalog/settings.ts'
import { message } from '../locales/message.ts'
import { file } from './changes.ts'
import type { Check, PlanContext, Step } from './step.ts'

type Sysctl = (typeof known)[number]

/** Rows 6 and 22: kernel settings, in one file of our own and in effect at once. */
export const sysctls: Step = {
	id: 'sysctls',
	rows: [6, 22],
	// Its keys exist only once the modules are loaded.
	needs: ['kernel-modules'],
	notes: ({ facts }) => (facts.container === undefined ? [] : [message('step.sysctls.ofTheMachine')]),
	changes: context => {
		const wanted = known.filter(sysctl => applies(sysctl, context)).map(sysctl => setting(sysctl, context))
		const lines = wanted.map(({ key, value }) => `${key} = ${value}`)
		return [
			file('/etc/sysctl.d/90-k8s-wizard.conf', `# Written by k8s-wizard.\n${lines.join('\n')}\n`),
			...wanted.map(sysctl => ({ kind: 'sysctl' as const, ...sysctl })),
		]
	},
	checks: () => [bridgedTraffic],
}

function applies(sysctl: Sysctl, { answers, facts }: PlanContext): boolean {
	const asked: Readonly<Record<Sysctl['when'], boolean>> = {
		always: true,
		kubelet: true,
		'kube-proxy': true,
		tuning: true,
		'tuning.ipv6': answers.tuning.ipv6 === 'disable',
		'tuning.nrOpen': answers.tuning.nrOpen !== 'keep',
	}
	if (!asked[sysctl.when]) return false
	if (sysctl.rule === 'exact') return true
	if (sysctl.key === 'net.netfilter.nf_conntrack_max' && !facts.mayWriteConntrack) return false
	// In a container host these are the whole machine's.
	if (facts.container !== undefined && !sysctl.namespaced) return false
	// A file with a lower value than the host has now would lower it at the next boot.
	const now = facts.sysctls[sysctl.key]
	return now === undefined || Number(now) <= Number(wantedValue(sysctl, answers.tuning.nrOpen))
}

function setting(sysctl: Sysctl, { answers }: PlanContext): { key: string; value: string; atLeast?: true } {
	const { key, rule } = sysctl
	const value = wantedValue(sysctl, answers.tuning.nrOpen)
	return rule === 'exact' ? { key, value } : { key, value, atLeast: true }
}

function wantedValue(sysctl: Sysctl, nrOpen: 'keep' | number): string {
	return String(sysctl.when === 'tuning.nrOpen' && nrOpen !== 'keep' ? nrOpen : sysctl.value)
}

const path = '/proc/sys/net/bridge/bridge-nf-call-iptables'

/** The failure of the founding post, found before kubeadm runs; kubeadm of 1.30 and later no longer looks. */
const bridgedTraffic: Check = {
	what: message('step.sysctls.bridged'),
	within: 0,
	look: async host => {
		const value = await host.readText(path)
		return {
			looked: true,
			value: { holds: value?.trim() === '1', detail: `${path}: ${value?.trim() ?? 'no such file'}` },
		}
	},
}
