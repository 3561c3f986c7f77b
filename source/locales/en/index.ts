import { answers } from './answers.ts'
import { changes } from './changes.ts'
import { commands } from './commands.ts'
import { engine } from './engine.ts'
import { steps } from './steps.ts'

export const en = { ...answers, ...changes, ...commands, ...engine, ...steps } as const
