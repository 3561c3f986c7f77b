import { stringify } from 'yaml'
import { containerdSocket } from './containerd-config.ts'

/** /etc/crictl.yaml: without it crictl tries a list of sockets and warns on every call. */
export function crictlConfig(): string {
	const endpoint = `unix://${containerdSocket}`
	return stringify({ 'runtime-endpoint': endpoint, 'image-endpoint': endpoint, timeout: 10 })
}
