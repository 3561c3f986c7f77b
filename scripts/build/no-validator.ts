/** Stands in for what conf would validate a schema with: the wizard gives it none. */
export class Ajv2020 {
	constructor() {
		throw new Error('no schema can be validated here')
	}
}
export default { default: Ajv2020 }
