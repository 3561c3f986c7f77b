// Makes a checkout ready: packages as the lock file names them, then a fresh `dist`. Plain JavaScript, since nothing is installed yet.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
	console.error(
		`Developing k8s-wizard needs Node.js 20.19 or newer, this is ${process.version}. (Running it needs 16.20.)`,
	)
	process.exit(1)
}

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))))
if (!isInstalled()) {
	console.log('Installing the packages that package-lock.json names')
	run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'])
}
if (isOlder('dist/k8s-wizard.mjs', ['cli.tsx', 'source', 'scripts', 'package.json', 'package-lock.json'])) {
	console.log('Building dist')
	run(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'scripts/build.ts'])
}

/** The command has said itself what is wrong when it fails. */
function run(command, args) {
	const { status } = spawnSync(command, args, { stdio: 'inherit' })
	if (status !== 0) process.exit(1)
}

/** Compares with npm's own note of what it put into node_modules, so that an install by hand counts too. */
function isInstalled() {
	if (!existsSync('node_modules/.package-lock.json')) return false
	const wanted = packagesOf('package-lock.json')
	const present = packagesOf('node_modules/.package-lock.json')
	return Object.entries(wanted).every(
		([path, entry]) => path === '' || (present[path]?.version ?? (entry.optional && entry.version)) === entry.version,
	)
}

function packagesOf(lockFile) {
	return JSON.parse(readFileSync(lockFile, 'utf8')).packages
}

function isOlder(built, sources) {
	return !existsSync(built) || sources.some(source => newest(source) > statSync(built).mtimeMs)
}

/** The last change below a path, in milliseconds. A folder counts too: a file may have gone from it. */
function newest(path) {
	const state = statSync(path)
	if (!state.isDirectory()) return state.mtimeMs
	return Math.max(state.mtimeMs, ...readdirSync(path).map(name => newest(join(path, name))))
}
