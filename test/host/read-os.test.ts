import { expect, it } from 'vitest'
import { operatingSystems } from '../../source/catalog/operating-systems.ts'
import { readFacts } from '../../source/host/read-facts.ts'
import { HostUnsupported } from '../../source/host/unsupported.ts'
import { osReleases, unknownSystems } from './os-releases.ts'
import { recordedHost } from './recorded-host.ts'
import { centos7Machine } from './recordings.ts'

const managers = { rpm: '/usr/bin/dnf', deb: '/usr/bin/apt-get' } as const

function hostOf(osRelease: string, manager: string) {
	const { '/usr/bin/yum': _, ...files } = centos7Machine.files
	return recordedHost({ ...centos7Machine, files: { ...files, '/etc/os-release': osRelease, [manager]: '' } })
}

it.each(osReleases)('knows $name', async ({ osRelease, id, family, repositoryRelease }) => {
	const { os } = await readFacts(hostOf(osRelease, managers[family]))
	expect(os).toMatchObject({ id, family, repositoryRelease, resembles: undefined })
	expect(os.packageManager).toBe(family === 'rpm' ? 'dnf' : 'apt')
})

it('has an os-release to try for every system of the catalog', () => {
	const tried = osReleases.map(({ id, repositoryRelease }) => `${id} ${repositoryRelease}`)
	for (const { id, repositoryRelease } of operatingSystems) expect(tried).toContain(`${id} ${repositoryRelease}`)
})

it('takes yum where there is no dnf', async () => {
	const [centos7] = osReleases
	expect((await readFacts(hostOf(centos7?.osRelease ?? '', '/usr/bin/yum'))).os.packageManager).toBe('yum')
})

it.each(unknownSystems)('says that $name is not known, and what it resembles', async entry => {
	const { os } = await readFacts(hostOf(entry.osRelease, managers[entry.family]))
	const { family, repositoryRelease, resembles } = entry
	expect(os).toMatchObject({ family, repositoryRelease, resembles })
})

it.each([
	[
		'ID=opensuse-leap\nVERSION_ID="15.6"\nID_LIKE="suse opensuse"\nPRETTY_NAME="openSUSE Leap 15.6"\n',
		/openSUSE Leap 15\.6.*resembles suse/,
	],
	['ID=arch\nPRETTY_NAME="Arch Linux"\n', /^Arch Linux is not a system/],
	['ID=mylinux\nPRETTY_NAME="My Linux"\nID_LIKE=debian\n', /resembles debian/],
	['ID=debian\nVERSION_ID="8"\nPRETTY_NAME="Debian 8"\n', /11, 12, 13/],
])('refuses %j, which nothing can be planned for', async (osRelease, words) => {
	const error = await readFacts(hostOf(osRelease, '/usr/bin/dnf')).catch((thrown: unknown) => thrown)
	expect(error).toBeInstanceOf(HostUnsupported)
	expect(error).toMatchObject({ exitCode: 3, message: expect.stringMatching(words) })
})
