import { isAddress, splitEndpoint } from '../answers/formats.ts'
import type { Host } from '../host/host.ts'
import { message } from '../locales/message.ts'
import type { StepId } from '../steps/index.ts'
import type { Arguments } from './arguments.ts'
import { carryOut } from './carry-out.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import type { FrontEnd } from './front-ends/front-end.ts'
import { planFor, readHost } from './prepare.ts'
import { Refusal } from './refusal.ts'
import type { World } from './world.ts'

/** The step that says what the endpoint's name means on this host. */
const only: readonly StepId[] = ['hostname-and-hosts']
const caPath = '/etc/kubernetes/pki/ca.crt'

/**
 * `k8s-wizard endpoint --to ADDRESS`: points the endpoint's name to another control plane or load balancer, on this
 * node. A run like any other of one step alone: planned, consented to, recorded, given back by undo.
 */
export async function endpoint(
	world: World,
	frontEnd: FrontEnd,
	{ to, yes }: Pick<Arguments, 'to' | 'yes'>,
): Promise<ExitCode> {
	const { host } = world.tools
	if (to === undefined || (to !== 'dns' && !isAddress(to)))
		throw new Refusal(exitCodes.badUsage, message('command.endpoint.to'))
	const state = await readHost(world)
	const { record } = state
	if (!record) throw new Refusal(exitCodes.hostCannot, message('command.join.noRecord'))
	const { host: name } = splitEndpoint(record.answers.controlPlaneEndpoint)
	if (isAddress(name)) throw new Refusal(exitCodes.hostCannot, message('command.endpoint.noName', { endpoint: name }))
	await mustAnswer(host, record.answers.controlPlaneEndpoint, to)

	const context = {
		facts: state.facts,
		answers: { ...record.answers, endpointAddress: to },
		resolution: record.resolution,
	}
	return carryOut(world, frontEnd, await planFor(world, state, context, only), { yes, fix: undefined })
}

/** Throws Refusal where no API server of this cluster answers there, by the endpoint's name. */
async function mustAnswer(host: Host, controlPlaneEndpoint: string, to: string): Promise<void> {
	const ca = await host.readText(caPath)
	if (ca === undefined) throw new Refusal(exitCodes.hostCannot, message('command.endpoint.noNode'))
	const url = `https://${controlPlaneEndpoint}/readyz`
	const result = await host.request({ url, ca, trust: 'only-ca', ...(to === 'dns' ? {} : { connectTo: to }) })
	if (result.ok && result.status === 200) return
	const found = result.ok
		? `${result.status} ${Buffer.from(result.body).toString('utf8').slice(0, 200)}`
		: result.reason
	throw new Refusal(exitCodes.hostCannot, message('command.endpoint.dead', { to }), [`${url}: ${found}`])
}
