import { createContext, type ReactNode, useContext } from 'react'
import type { Port } from '../port.ts'

/** What every screen stands in. */
export interface Shell {
	readonly port: Port
	readonly columns: number
	readonly rows: number
	/** Shown in the place of a screen, whose keys then rest. */
	readonly overlay: ReactNode
	askToLeave(): void
	switchLanguage(): void
}

export const ShellContext = createContext<Shell | undefined>(undefined)

export function useShell(): Shell {
	const shell = useContext(ShellContext)
	if (!shell) throw new Error('a screen stands outside of the wizard')
	return shell
}
