import { join } from 'node:path'
import { network } from '../paths.ts'
import { startNames } from './names.ts'
import { servicesFolder } from './names-of-hosts.ts'
import { startRegistry } from './registry.ts'
import { startRepository } from './repository.ts'
import { readServices, writeServices } from './services.ts'

/** The process behind the bed's addresses. Its output is its log; the line `ready` says that all of them answer. */
const [webRoot = '', storage = '', tls = ''] = process.argv.slice(2)
const address = network.gateway
const log = (name: string) => join(servicesFolder, `${name}.log`)

await startRepository({ root: webRoot, address, port: network.repositoryPort, log: log('repository') })
const plain = await startRegistry({ storage, address, port: network.registryPort, log: log('registry') })
const secured = await startRegistry({
	storage,
	address,
	port: network.tlsRegistryPort,
	tls: { cert: join(tls, 'server.crt'), key: join(tls, 'server.key') },
	log: log('tls-registry'),
})
const names = await startNames({
	address,
	port: 53,
	hosts: { [`mirror.${network.domain}`]: address, [`registry.${network.domain}`]: address },
	folder: join(servicesFolder, 'names'),
})
const record = readServices()
if (record !== undefined) writeServices({ ...record, children: [plain.id, secured.id, names.id] })
process.on('SIGTERM', () => {
	void Promise.allSettled([plain.stop(), secured.stop(), names.stop()]).then(() => process.exit(0))
})
process.stdout.write('\nready\n')
