/** What Node 16.20.2 lacks and code of ours or of a dependency may ask for. One list for the build's guard and the house test. */

/** Methods that `polyfills.ts` brings along. */
export const polyfilled = ['findLast', 'findLastIndex', 'toReversed', 'toSorted', 'toSpliced', 'withResolvers'] as const

/** Methods that nothing brings along: a bundle that calls one breaks there. (smol-toml asks for toWellFormed before it calls it.) */
export const missingMethods = [
	'fromAsync',
	'isSubsetOf',
	'isSupersetOf',
	'isDisjointFrom',
	'symmetricDifference',
	'transferToFixedLength',
] as const

/** Named exports of Node's own modules: importing one is an error before the first line runs. */
export const missingExports: Readonly<Record<string, readonly string[]>> = {
	'node:crypto': ['hash'],
	'node:events': ['addAbortListener', 'getMaxListeners'],
	'node:fs': ['openAsBlob', 'glob', 'globSync', 'statfs', 'statfsSync'],
	'node:fs/promises': ['glob', 'statfs'],
	'node:module': ['enableCompileCache', 'register', 'registerHooks', 'stripTypeScriptTypes', 'findPackageJSON'],
	'node:os': ['availableParallelism', 'machine'],
	'node:path': ['matchesGlob'],
	'node:process': ['getBuiltinModule', 'loadEnvFile'],
	'node:stream': ['getDefaultHighWaterMark', 'setDefaultHighWaterMark', 'duplexPair'],
	'node:util': ['aborted', 'styleText', 'parseEnv', 'MIMEType', 'getCallSites', 'transferableAbortSignal'],
}

/** Modules of Node that came later. */
export const missingModules = ['node:readline/promises', 'node:sqlite', 'node:sea', 'node:test/reporters'] as const

/** Globals that came later; dependencies test for them, our own source must not name them. */
export const missingGlobals = [
	'fetch',
	'structuredClone',
	'ReadableStream',
	'WritableStream',
	'TransformStream',
	'FormData',
	'Headers',
	'Request',
	'Response',
	'WebSocket',
	'CustomEvent',
	'navigator',
	'Blob',
	'BroadcastChannel',
	'Iterator',
] as const

/** Static methods and properties that came later, as they are written. */
export const missingStatics = [
	'AbortSignal.any',
	'Object.groupBy',
	'Map.groupBy',
	'Array.fromAsync',
	'Promise.try',
	'Promise.withResolvers',
	'import.meta.dirname',
	'import.meta.filename',
	'import.meta.main',
	'Symbol.dispose',
	'Symbol.asyncDispose',
] as const
