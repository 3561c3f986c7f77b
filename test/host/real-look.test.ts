import { expect, it } from 'vitest'
import { look } from '../../source/host/real-commands.ts'

it('keeps the exit code of commands that end at once', async () => {
	const results = await Promise.all(
		Array.from({ length: 60 }, (_, index) => look([index % 2 === 0 ? 'true' : 'false'])),
	)
	expect(results.filter(({ cut }) => cut !== undefined)).toEqual([])
	expect(results.map(({ exitCode }) => exitCode)).toEqual(results.map((_, index) => index % 2))
})

it('gives a command its input, and none where there is none', async () => {
	expect((await look(['cat'], { input: 'words' })).stdout).toBe('words')
	expect((await look(['cat'])).stdout).toBe('')
})
