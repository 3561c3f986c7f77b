import type Conf from 'conf'

/** What the wizard remembers between two starts; nothing of it is needed for a run. */
export interface Preferences {
	language?: 'en' | 'zh'
	/** Answers on their way, when the wizard was left before the plan was accepted. */
	draft?: Readonly<Record<string, string>>
	/** The run that was started last. */
	run?: string
}

export interface PreferencesFile {
	get<Key extends keyof Preferences>(key: Key): Preferences[Key] | undefined
	set<Key extends keyof Preferences>(key: Key, value: Preferences[Key] | undefined): void
}

/** Preferences in a folder of root's alone (0600). One that cannot be read begins anew; one that cannot be written is forgotten. */
export async function openPreferences(folder: string): Promise<PreferencesFile> {
	// Loaded only here: what it validates with is the larger part of it.
	const { default: Store } = await import('conf')
	const open = (): Conf<Preferences> | undefined => {
		try {
			return new Store<Preferences>({
				cwd: folder,
				configName: 'wizard',
				configFileMode: 0o600,
				clearInvalidConfig: true,
			})
		} catch {
			return undefined
		}
	}
	const conf = open()
	const kept: Preferences = {}
	return {
		get: key => kept[key] ?? conf?.get(key),
		set(key, value) {
			Object.assign(kept, { [key]: value })
			try {
				if (value === undefined) conf?.delete(key)
				else conf?.set(key, value)
			} catch {
				// A full disk is no reason to lose the screen.
			}
		},
	}
}

/** Of a model host: nothing is written anywhere. */
export function noPreferences(): PreferencesFile {
	const kept: Preferences = {}
	return {
		get: key => kept[key],
		set: (key, value) => void Object.assign(kept, { [key]: value }),
	}
}
