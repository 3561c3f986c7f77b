import type { Host } from './host.ts'

export const queryDns: Host['queryDns'] = async (name, { server, timeout = 2_000 }) => {
	const { Resolver } = await import('node:dns/promises')
	const resolver = new Resolver({ timeout, tries: 2 })
	resolver.setServers([server.includes(':') ? `[${server}]` : server])
	try {
		return { looked: true, value: await resolver.resolve4(name) }
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
		// An answer that says "no such name" is a look that worked.
		if (code === 'ENOTFOUND' || code === 'ENODATA') return { looked: true, value: [] }
		return { looked: false, reason: `${server}: ${code}` }
	}
}
