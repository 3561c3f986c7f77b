/**
 * The makers' own version within a package's: '1.20.2' of '1.20.2-150500.1.1', '1.6.20' of '1.6.20~ds1-1+b1' and of
 * '2:1.6.20'. What has no such number in front is given back as it is.
 */
export function plainVersion(version: string): string {
	return /^(?:\d+:)?(\d+\.\d+\.\d+)(?![\d.])/.exec(version)?.[1] ?? version
}
