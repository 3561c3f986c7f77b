/** Where an entry of the catalog comes from; every entry names one. */
export interface Sourced {
	readonly source: string
}
