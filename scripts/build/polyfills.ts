/**
 * Runs before everything else in the bundle. Without these Node 16 starts the program and then dies in a dependency:
 * slice-ansi calls `toReversed` as soon as coloured text is cut, Ink calls `findLast` on Shift-Tab.
 */
function add(target: object, name: string, value: (...values: never[]) => unknown) {
	if (!(name in target)) Object.defineProperty(target, name, { value, writable: true, configurable: true })
}

function lastIndex<Item>(
	items: readonly Item[],
	holds: (item: Item, index: number, items: readonly Item[]) => unknown,
) {
	for (let index = items.length - 1; index >= 0; index--) {
		if (holds(items[index] as Item, index, items)) return index
	}
	return -1
}

const arrays: Record<string, (this: unknown[], ...values: never[]) => unknown> = {
	findLast(holds: Parameters<typeof lastIndex>[1]) {
		return this[lastIndex(this, holds)]
	},
	findLastIndex(holds: Parameters<typeof lastIndex>[1]) {
		return lastIndex(this, holds)
	},
	toReversed() {
		return [...this].reverse()
	},
	toSorted(compare: (left: unknown, right: unknown) => number) {
		return [...this].sort(compare)
	},
	toSpliced(...values: never[]) {
		const copy = [...this]
		copy.splice(...(values as unknown as [number, number, ...unknown[]]))
		return copy
	},
}

for (const [name, value] of Object.entries(arrays)) add(Array.prototype, name, value)

add(Promise, 'withResolvers', () => {
	let settle: unknown
	const promise = new Promise((resolve, reject) => {
		settle = { resolve, reject }
	})
	return { promise, ...(settle as object) }
})

export {}
