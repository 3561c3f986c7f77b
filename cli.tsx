declare const K8S_WIZARD_VERSION: string | undefined

/**
 * What runs before the bundle. It is built for Node 6 and up, so that an old Node gets a sentence and not a syntax
 * error, and answers `--version` without loading the rest.
 */
function start(node: readonly string[], argv: readonly string[]) {
	if (Number(node[0]) < 16 || (node[0] === '16' && Number(node[1]) < 20)) {
		console.error(
			`k8s-wizard needs Node.js 16.20 or newer, this is ${process.version}: install a newer one and try again`,
		)
		console.error(`k8s-wizard 需要 Node.js 16.20 或更高版本，当前版本为 ${process.version}：请升级后重试`)
		process.exitCode = 3
		return
	}
	if (argv[0] === '--version' && typeof K8S_WIZARD_VERSION === 'string') {
		console.log(K8S_WIZARD_VERSION)
		return
	}
	// Ink's colours know FORCE_COLOR only, and read it while they are being imported.
	if (process.env['NO_COLOR']) process.env['FORCE_COLOR'] = '0'
	void import('./source/commands/main.ts').then(bundle => bundle.main(argv))
}

start(process.versions.node.split('.'), process.argv.slice(2))
