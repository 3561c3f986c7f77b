import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'

const asks = '"function"!=typeof fetch'

/**
 * Yoga fetches its own data URL where there is a `fetch`, and Node loads its whole HTTP client for that: a fifth of the
 * time to the first frame. Without one it decodes the text itself, as it does under Node 16.
 */
export const yogaWithoutFetch: Plugin = {
	name: 'yoga-without-fetch',
	setup(build) {
		build.onLoad({ filter: /yoga-layout\/dist\/binaries\/yoga-wasm-base64-esm\.js$/ }, async ({ path }) => {
			const source = await readFile(path, 'utf8')
			if (!source.includes(asks)) throw new Error(`${path} asks for fetch in another way now`)
			return { contents: source.replaceAll(asks, '!0'), loader: 'js' }
		})
	},
}
