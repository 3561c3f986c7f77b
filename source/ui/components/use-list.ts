import { useState } from 'react'
import type { Binding } from '../keys.ts'

export interface List {
	readonly cursor: number
	/** The first row that is shown. */
	readonly from: number
	readonly keys: readonly Binding[]
	moveTo(row: number): void
}

/** A cursor over rows of which `height` are shown, always the one with the cursor among them. */
export function useList(count: number, height: number, initial = 0): List {
	const [place, setPlace] = useState({ cursor: initial, from: initial })
	const last = Math.max(0, count - 1)
	const cursor = Math.min(place.cursor, last)
	const moveTo = (wanted: number): void =>
		setPlace(({ from }) => {
			const next = Math.max(0, Math.min(last, wanted))
			return { cursor: next, from: Math.max(next - height + 1, Math.min(from, next), 0) }
		})
	const from = Math.max(0, Math.min(Math.max(cursor - height + 1, Math.min(place.from, cursor)), count - height))
	return { cursor, from, keys: movingKeys(cursor, last, height, moveTo), moveTo }
}

function movingKeys(cursor: number, last: number, height: number, moveTo: (row: number) => void): Binding[] {
	return [
		{ key: 'up', run: () => moveTo(cursor === 0 ? last : cursor - 1) },
		{ key: 'down', run: () => moveTo(cursor === last ? 0 : cursor + 1) },
		...pagingKeys(cursor, last, height, moveTo),
	]
}

function pagingKeys(at: number, last: number, height: number, moveTo: (row: number) => void): Binding[] {
	return [
		{ key: 'pageUp', run: () => moveTo(at - height) },
		{ key: 'pageDown', run: () => moveTo(at + height) },
		{ key: 'first', run: () => moveTo(0) },
		{ key: 'last', run: () => moveTo(last) },
	]
}

export interface Scroll {
	readonly from: number
	readonly keys: readonly Binding[]
	readonly atEnd: boolean
}

/** A window over text. `follows`: it stays at the end until it is moved away from it. */
export function useScroll(count: number, height: number, follows = false): Scroll {
	const last = Math.max(0, count - height)
	const [wanted, setWanted] = useState<number | 'end'>(follows ? 'end' : 0)
	const from = wanted === 'end' ? last : Math.min(wanted, last)
	const moveTo = (row: number): void => setWanted(follows && row >= last ? 'end' : Math.max(0, Math.min(last, row)))
	return {
		from,
		atEnd: from >= last,
		keys: [
			{ key: 'up', run: () => moveTo(from - 1) },
			{ key: 'down', run: () => moveTo(from + 1) },
			...pagingKeys(from, last, height, moveTo),
		],
	}
}
