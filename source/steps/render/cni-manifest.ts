import { type Document, isMap, isPair, isScalar, parseAllDocuments, visit } from 'yaml'

export interface ManifestSettings {
	readonly podSubnet: readonly string[]
	/** What an image of the manifest is called on the mirror. */
	image(name: string): string
}

export interface RenderedManifest {
	readonly text: string
	/** The images it runs, by the names it has now, each once. */
	readonly images: readonly string[]
}

/** The manifest is not what it is taken for; `message` says where. */
export class ManifestError extends Error {}

/**
 * A CNI's manifest with the mirror's images and this cluster's pod subnet in it. Flannel keeps the subnet in its
 * net-conf.json; Calico reads it from kubeadm's own config map.
 */
export function cniManifest(text: string, settings: ManifestSettings): RenderedManifest {
	const documents = parseAllDocuments(text)
	if (!Array.isArray(documents)) throw new ManifestError('it is empty')
	const images = new Set<string>()
	for (const document of documents) {
		const [error] = document.errors
		if (error !== undefined) throw new ManifestError(error.message)
		renameImages(document, settings, images)
		setFlannelNetwork(document, settings.podSubnet)
	}
	return { text: documents.map(document => document.toString({ lineWidth: 0 })).join(''), images: [...images] }
}

function renameImages(document: Document, settings: ManifestSettings, images: Set<string>): void {
	visit(document, {
		Pair: (_, { key, value }, path) => {
			if (!isScalar(key) || key.value !== 'image' || !isScalar(value) || typeof value.value !== 'string') return
			if (!isOfContainer(path)) return
			value.value = settings.image(value.value)
			images.add(String(value.value))
		},
	})
}

/** …containers: or initContainers: › list › item › image. */
function isOfContainer(path: readonly unknown[]): boolean {
	const owner = path[path.length - 3]
	return isPair(owner) && isScalar(owner.key) && /^(init)?containers$/i.test(String(owner.key.value))
}

const configMapName = 'kube-flannel-cfg'
const key = 'net-conf.json'

function setFlannelNetwork(document: Document, podSubnet: readonly string[]): void {
	if (!isMap(document.contents) || document.getIn(['metadata', 'name']) !== configMapName) return
	const current = document.getIn(['data', key])
	if (typeof current !== 'string') throw new ManifestError(`${configMapName} has no ${key}`)
	const configuration = readObject(current)
	if (configuration === undefined) throw new ManifestError(`${key} is not a JSON object`)
	const [ipv6] = podSubnet.filter(subnet => subnet.includes(':'))
	const [ipv4] = podSubnet.filter(subnet => !subnet.includes(':'))
	const networks = {
		...(ipv4 === undefined ? { EnableIPv4: false } : { Network: ipv4 }),
		...(ipv6 === undefined ? {} : { EnableIPv6: true, IPv6Network: ipv6 }),
	}
	document.setIn(['data', key], `${JSON.stringify({ ...configuration, ...networks }, null, 2)}\n`)
}

function readObject(text: string): object | undefined {
	try {
		const value: unknown = JSON.parse(text)
		return typeof value === 'object' && value !== null ? value : undefined
	} catch {
		return undefined
	}
}
