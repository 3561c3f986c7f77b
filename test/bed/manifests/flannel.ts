import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { network } from '../paths.ts'

/** The bed's pod network as YAML, with the images taken from `registry` (host and port; default: the bed's plain one). */
export function flannelManifest(registry = `${network.gateway}:${network.registryPort}`): string {
	const text = readFileSync(join(import.meta.dirname, 'flannel.yaml'), 'utf8')
	return text.replaceAll(/(?<=image: )registry\.bed\.test:5000(?=\/)/g, registry)
}
