import { readFileSync, writeFileSync } from 'node:fs'
import { sysctls } from '../../source/catalog/settings.ts'
import { sysctlPath } from '../../source/changes/sysctl.ts'
import { removeNetworkIfUnused } from '../bed/hosts/hosts.ts'
import { self } from '../bed/processes.ts'
import { readServices, startServices, stopServices } from '../bed/services/services.ts'
import { openStore } from '../bed/store.ts'

/** Kernel values of the whole machine that every kubelet sets: beforehand, or one host's undo would alter another host. */
const shared = sysctls.filter(({ when, namespaced }) => when === 'kubelet' && !namespaced)

/** The services outlive the lane that ends first, and shared kernel values hold still; both are as before afterwards. */
export async function aroundLanes(work: () => Promise<void>): Promise<void> {
	await openStore()
	await startServices(self(), () => {})
	const before = shared.map(({ key }) => readFileSync(sysctlPath(key), 'utf8'))
	for (const { key, value } of shared) writeFileSync(sysctlPath(key), `${value}\n`)
	try {
		await work()
	} finally {
		shared.forEach(({ key }, index) => {
			writeFileSync(sysctlPath(key), before[index] ?? '')
		})
		if (readServices()?.owner?.pid === self().pid) await stopServices()
		await removeNetworkIfUnused()
	}
}
