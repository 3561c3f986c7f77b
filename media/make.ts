import { writeFileSync } from 'node:fs'
import { animation, languages, stills } from './scenes.ts'

/** Makes the pictures of the README anew, from the built program: `npm run media`. */
for (const language of languages) {
	for (const [name, svg] of Object.entries(await stills(language))) write(`${name}.${language}.svg`, svg)
	write(`demo.${language}.svg`, await animation(language))
}

function write(name: string, svg: string): void {
	writeFileSync(`media/${name}`, svg)
	console.log(`media/${name}`)
}
