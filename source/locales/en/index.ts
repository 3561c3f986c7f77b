import { answers } from './answers.ts'
import { changes } from './changes.ts'
import { commands } from './commands.ts'
import { engine } from './engine.ts'
import { failures } from './failures.ts'
import { questions } from './questions.ts'
import { steps } from './steps.ts'
import { ui } from './ui.ts'

export const en = {
	...answers,
	...changes,
	...commands,
	...engine,
	...failures,
	...questions,
	...steps,
	...ui,
} as const
