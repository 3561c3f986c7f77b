import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { languages, stills } from '../../media/scenes.ts'

test.each(languages)('the pictures show the program as it is (npm run media makes them anew): %s', async language => {
	const now = await stills(language)
	expect(Object.keys(now).sort()).toEqual(['done', 'failure', 'host', 'plan', 'question', 'run'])
	for (const [name, svg] of Object.entries(now)) {
		expect([name, readFileSync(`media/${name}.${language}.svg`, 'utf8')]).toEqual([name, svg])
	}
})
