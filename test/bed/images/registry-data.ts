import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Layer } from './layer.ts'

/** What a container of the image starts with. */
export interface ImageConfig {
	Entrypoint?: readonly string[]
	Cmd?: readonly string[]
	Env?: readonly string[]
	Labels: Readonly<Record<string, string>>
}

/** An image as the registry knows it. */
export interface StoredImage {
	/** Without the registry's name: `google_containers/pause`. */
	repository: string
	tag: string
	/** `sha256:…` of the manifest. */
	digest: string
	/** Bytes of all packed layers. */
	size: number
}

const architectures: Partial<Record<NodeJS.Architecture, string>> = { x64: 'amd64', arm64: 'arm64' }

/**
 * Writes an image into the folder that a docker-registry serves, in the registry's own layout: blobs under their
 * digests, shared between images, and links to them from the repository and its tag.
 */
export function storeImage(
	root: string,
	image: { repository: string; tag: string; config: ImageConfig; layers: readonly Layer[] },
): StoredImage {
	const { repository, tag, config, layers } = image
	const configBlob = Buffer.from(
		JSON.stringify({
			architecture: architectures[process.arch] ?? process.arch,
			os: 'linux',
			created: '1970-01-01T00:00:00Z',
			config: { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], ...config },
			rootfs: { type: 'layers', diff_ids: layers.map(layer => layer.diffId) },
			history: layers.map(() => ({ created: '1970-01-01T00:00:00Z', created_by: 'k8s-wizard test bed' })),
		}),
	)
	const type = 'application/vnd.docker'
	const manifest = Buffer.from(
		JSON.stringify({
			schemaVersion: 2,
			mediaType: `${type}.distribution.manifest.v2+json`,
			config: { mediaType: `${type}.container.image.v1+json`, size: configBlob.length, digest: digestOf(configBlob) },
			layers: layers.map(({ size, digest }) => ({ mediaType: `${type}.image.rootfs.diff.tar.gzip`, size, digest })),
		}),
	)
	const data = join(root, 'docker/registry/v2')
	const home = join(data, 'repositories', repository)
	for (const layer of layers) {
		const path = blobPath(data, layer.digest)
		if (!existsSync(path)) {
			mkdirSync(dirname(path), { recursive: true })
			copyFileSync(layer.path, path)
		}
		link(join(home, '_layers'), layer.digest)
	}
	for (const blob of [configBlob, manifest]) put(blobPath(data, digestOf(blob)), blob)
	link(join(home, '_layers'), digestOf(configBlob))
	const digest = digestOf(manifest)
	link(join(home, '_manifests/revisions'), digest)
	link(join(home, '_manifests/tags', tag, 'index'), digest)
	put(join(home, '_manifests/tags', tag, 'current/link'), digest)
	return { repository, tag, digest, size: layers.reduce((sum, layer) => sum + layer.size, 0) }
}

const digestOf = (blob: Buffer): string => `sha256:${createHash('sha256').update(blob).digest('hex')}`

function blobPath(data: string, digest: string): string {
	const hex = digest.replace('sha256:', '')
	return join(data, 'blobs/sha256', hex.slice(0, 2), hex, 'data')
}

function link(folder: string, digest: string): void {
	put(join(folder, digest.replace(':', '/'), 'link'), digest)
}

function put(path: string, content: string | Buffer): void {
	mkdirSync(dirname(path), { recursive: true })
	writeFileSync(path, content)
}
