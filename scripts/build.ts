import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { build } from 'esbuild'
import { notForNode16 } from './build/guard.ts'
import { unicodeSets } from './build/unicode-sets.ts'
import { yogaWithoutFetch } from './build/yoga-without-fetch.ts'

/** Builds `dist/`: the small entry (CommonJS, so that any Node can parse it) and the one bundled file behind it. */
const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string }

const next = `.cache/dist-${process.pid}`
await mkdir(next, { recursive: true })
await mkdir('dist', { recursive: true })
try {
	await Promise.all([bundle(), entry()])
	// Each file is replaced in one go: a program that starts meanwhile finds the old one or the new one.
	for (const name of await readdir(next)) await rename(`${next}/${name}`, `dist/${name}`)
} finally {
	await rm(next, { recursive: true, force: true })
}

async function bundle() {
	const outfile = `${next}/k8s-wizard.mjs`
	await build({
		entryPoints: ['source/commands/main.ts'],
		outfile,
		bundle: true,
		platform: 'node',
		format: 'esm',
		target: 'node16',
		minify: true,
		// Node reads and parses it faster than text with Chinese in it.
		charset: 'ascii',
		legalComments: 'none',
		jsx: 'automatic',
		inject: ['scripts/build/polyfills.ts'],
		alias: {
			'react-devtools-core': './scripts/build/react-devtools.ts',
			'ajv/dist/2020.js': './scripts/build/no-validator.ts',
			'ajv-formats': './scripts/build/no-validator.ts',
		},
		define: { 'process.env.NODE_ENV': '"production"', K8S_WIZARD_VERSION: JSON.stringify(version) },
		// Dependencies in CommonJS call `require` for Node's own modules.
		banner: {
			js: "import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);",
		},
		plugins: [yogaWithoutFetch, unicodeSets],
		logLevel: 'warning',
	})
	const complaints = notForNode16(await readFile(outfile, 'utf8'))
	if (complaints.length > 0) throw new Error(`the bundle does not run on Node 16:\n${complaints.join('\n')}`)
}

async function entry() {
	await build({
		entryPoints: ['cli.tsx'],
		outfile: `${next}/cli.js`,
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'es2015',
		supported: { 'dynamic-import': false },
		minify: true,
		charset: 'utf8',
		banner: { js: '#!/usr/bin/env node' },
		define: { K8S_WIZARD_VERSION: JSON.stringify(version) },
		plugins: [
			{
				name: 'bundle-beside',
				setup: ({ onResolve }) =>
					onResolve({ filter: /source\/commands\/main\.ts$/ }, () => ({ path: './load.js', external: true })),
			},
		],
		logLevel: 'warning',
	})
	await chmod(`${next}/cli.js`, 0o755)
	// A file of its own: the word `import` in it is a syntax error for the old Nodes that the entry turns away.
	await writeFile(
		`${next}/load.js`,
		"exports.main = argv => import('./k8s-wizard.mjs').then(bundle => bundle.main(argv))\n",
	)
	await writeFile(`${next}/package.json`, '{ "type": "commonjs" }\n')
}
