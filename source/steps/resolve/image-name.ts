/** A full image name, taken apart: 'registry.example:5000/team/app:1.2'. */
export interface ImageName {
	/** 'registry.example:5000' */
	readonly registry: string
	/** 'team/app' */
	readonly path: string
	/** A tag, or 'sha256:…'. */
	readonly reference: string
}

/** Names without a registry are Docker Hub's, as every runtime takes them. */
export function readImageName(name: string): ImageName {
	const [withoutDigest = '', digest] = name.split('@')
	const slash = withoutDigest.indexOf('/')
	const first = slash === -1 ? '' : withoutDigest.slice(0, slash)
	const named = /[.:]|^localhost$/.test(first)
	const rest = named ? withoutDigest.slice(slash + 1) : withoutDigest
	const colon = rest.lastIndexOf(':')
	const path = colon === -1 ? rest : rest.slice(0, colon)
	const tag = colon === -1 ? 'latest' : rest.slice(colon + 1)
	const registry = named ? first : 'docker.io'
	return {
		registry,
		path: registry === 'docker.io' && !path.includes('/') ? `library/${path}` : path,
		reference: digest ?? tag,
	}
}
