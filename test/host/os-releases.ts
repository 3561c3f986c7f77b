/** os-release of every system of the catalog, composed after public files; not recorded on one. */
export const osReleases: readonly {
	readonly name: string
	readonly osRelease: string
	readonly id: string
	readonly family: 'rpm' | 'deb'
	readonly repositoryRelease: string
}[] = [
	{
		name: 'CentOS Linux 7',
		osRelease:
			'NAME="CentOS Linux"\nID="centos"\nVERSION_ID="7"\nPRETTY_NAME="CentOS Linux 7"\nID_LIKE="rhel fedora"\n',
		id: 'centos',
		family: 'rpm',
		repositoryRelease: '7',
	},
	{
		name: 'CentOS Stream 8',
		osRelease:
			'NAME="CentOS Stream"\nID="centos"\nVERSION_ID="8"\nPRETTY_NAME="CentOS Stream 8"\nID_LIKE="rhel fedora"\nPLATFORM_ID="platform:el8"\n',
		id: 'centos',
		family: 'rpm',
		repositoryRelease: '8',
	},
	{
		name: 'CentOS Stream 9',
		osRelease:
			'NAME="CentOS Stream"\nID="centos"\nVERSION_ID="9"\nPRETTY_NAME="CentOS Stream 9"\nID_LIKE="rhel fedora"\nPLATFORM_ID="platform:el9"\n',
		id: 'centos',
		family: 'rpm',
		repositoryRelease: '9',
	},
	{
		name: 'CentOS Stream 10',
		osRelease:
			'NAME="CentOS Stream"\nID="centos"\nVERSION_ID="10"\nPRETTY_NAME="CentOS Stream 10"\nID_LIKE="rhel fedora"\nPLATFORM_ID="platform:el10"\n',
		id: 'centos',
		family: 'rpm',
		repositoryRelease: '10',
	},
	{
		name: 'Red Hat Enterprise Linux 7.9',
		osRelease:
			'NAME="Red Hat Enterprise Linux"\nID="rhel"\nVERSION_ID="7.9"\nPRETTY_NAME="Red Hat Enterprise Linux 7.9"\nID_LIKE="fedora"\n',
		id: 'rhel',
		family: 'rpm',
		repositoryRelease: '7',
	},
	{
		name: 'Red Hat Enterprise Linux 8.10',
		osRelease:
			'NAME="Red Hat Enterprise Linux"\nID="rhel"\nVERSION_ID="8.10"\nPRETTY_NAME="Red Hat Enterprise Linux 8.10"\nID_LIKE="fedora"\n',
		id: 'rhel',
		family: 'rpm',
		repositoryRelease: '8',
	},
	{
		name: 'Red Hat Enterprise Linux 9.6',
		osRelease:
			'NAME="Red Hat Enterprise Linux"\nID="rhel"\nVERSION_ID="9.6"\nPRETTY_NAME="Red Hat Enterprise Linux 9.6"\nID_LIKE="fedora"\n',
		id: 'rhel',
		family: 'rpm',
		repositoryRelease: '9',
	},
	{
		name: 'Red Hat Enterprise Linux 10.1',
		osRelease:
			'NAME="Red Hat Enterprise Linux"\nID="rhel"\nVERSION_ID="10.1"\nPRETTY_NAME="Red Hat Enterprise Linux 10.1"\nID_LIKE="fedora"\n',
		id: 'rhel',
		family: 'rpm',
		repositoryRelease: '10',
	},
	{
		name: 'Oracle Linux Server 7.9',
		osRelease:
			'NAME="Oracle Linux Server"\nID="ol"\nVERSION_ID="7.9"\nPRETTY_NAME="Oracle Linux Server 7.9"\nID_LIKE="fedora"\n',
		id: 'ol',
		family: 'rpm',
		repositoryRelease: '7',
	},
	{
		name: 'Oracle Linux Server 8.10',
		osRelease:
			'NAME="Oracle Linux Server"\nID="ol"\nVERSION_ID="8.10"\nPRETTY_NAME="Oracle Linux Server 8.10"\nID_LIKE="fedora"\n',
		id: 'ol',
		family: 'rpm',
		repositoryRelease: '8',
	},
	{
		name: 'Oracle Linux Server 9.6',
		osRelease:
			'NAME="Oracle Linux Server"\nID="ol"\nVERSION_ID="9.6"\nPRETTY_NAME="Oracle Linux Server 9.6"\nID_LIKE="fedora"\n',
		id: 'ol',
		family: 'rpm',
		repositoryRelease: '9',
	},
	{
		name: 'Oracle Linux Server 10.0',
		osRelease:
			'NAME="Oracle Linux Server"\nID="ol"\nVERSION_ID="10.0"\nPRETTY_NAME="Oracle Linux Server 10.0"\nID_LIKE="fedora"\n',
		id: 'ol',
		family: 'rpm',
		repositoryRelease: '10',
	},
	{
		name: 'Rocky Linux 8.10',
		osRelease:
			'NAME="Rocky Linux"\nID="rocky"\nVERSION_ID="8.10"\nPRETTY_NAME="Rocky Linux 8.10"\nID_LIKE="rhel centos fedora"\nPLATFORM_ID="platform:el8"\n',
		id: 'rocky',
		family: 'rpm',
		repositoryRelease: '8',
	},
	{
		name: 'Rocky Linux 9.4',
		osRelease:
			'NAME="Rocky Linux"\nID="rocky"\nVERSION_ID="9.4"\nPRETTY_NAME="Rocky Linux 9.4"\nID_LIKE="rhel centos fedora"\nPLATFORM_ID="platform:el9"\n',
		id: 'rocky',
		family: 'rpm',
		repositoryRelease: '9',
	},
	{
		name: 'Rocky Linux 10.0',
		osRelease:
			'NAME="Rocky Linux"\nID="rocky"\nVERSION_ID="10.0"\nPRETTY_NAME="Rocky Linux 10.0"\nID_LIKE="rhel centos fedora"\nPLATFORM_ID="platform:el10"\n',
		id: 'rocky',
		family: 'rpm',
		repositoryRelease: '10',
	},
	{
		name: 'AlmaLinux 8.10',
		osRelease:
			'NAME="AlmaLinux"\nID="almalinux"\nVERSION_ID="8.10"\nPRETTY_NAME="AlmaLinux 8.10"\nID_LIKE="rhel centos fedora"\nPLATFORM_ID="platform:el8"\n',
		id: 'almalinux',
		family: 'rpm',
		repositoryRelease: '8',
	},
	{
		name: 'AlmaLinux 9.6',
		osRelease:
			'NAME="AlmaLinux"\nID="almalinux"\nVERSION_ID="9.6"\nPRETTY_NAME="AlmaLinux 9.6"\nID_LIKE="rhel centos fedora"\nPLATFORM_ID="platform:el9"\n',
		id: 'almalinux',
		family: 'rpm',
		repositoryRelease: '9',
	},
	{
		name: 'AlmaLinux 10.0',
		osRelease:
			'NAME="AlmaLinux"\nID="almalinux"\nVERSION_ID="10.0"\nPRETTY_NAME="AlmaLinux 10.0"\nID_LIKE="rhel centos fedora"\nPLATFORM_ID="platform:el10"\n',
		id: 'almalinux',
		family: 'rpm',
		repositoryRelease: '10',
	},
	{
		name: 'openEuler 20.03',
		osRelease: 'NAME="openEuler"\nID="openEuler"\nVERSION_ID="20.03"\nPRETTY_NAME="openEuler 20.03"\n',
		id: 'openeuler',
		family: 'rpm',
		repositoryRelease: '8',
	},
	{
		name: 'openEuler 22.03',
		osRelease: 'NAME="openEuler"\nID="openEuler"\nVERSION_ID="22.03"\nPRETTY_NAME="openEuler 22.03"\n',
		id: 'openeuler',
		family: 'rpm',
		repositoryRelease: '8',
	},
	{
		name: 'openEuler 24.03',
		osRelease: 'NAME="openEuler"\nID="openEuler"\nVERSION_ID="24.03"\nPRETTY_NAME="openEuler 24.03"\n',
		id: 'openeuler',
		family: 'rpm',
		repositoryRelease: '9',
	},
	{
		name: 'Anolis OS 7.9',
		osRelease:
			'NAME="Anolis OS"\nID="anolis"\nVERSION_ID="7.9"\nPRETTY_NAME="Anolis OS 7.9"\nID_LIKE="rhel fedora centos"\n',
		id: 'anolis',
		family: 'rpm',
		repositoryRelease: '7',
	},
	{
		name: 'Anolis OS 8.8',
		osRelease:
			'NAME="Anolis OS"\nID="anolis"\nVERSION_ID="8.8"\nPRETTY_NAME="Anolis OS 8.8"\nID_LIKE="rhel fedora centos"\nPLATFORM_ID="platform:an8"\n',
		id: 'anolis',
		family: 'rpm',
		repositoryRelease: '8',
	},
	{
		name: 'Anolis OS 23',
		osRelease:
			'NAME="Anolis OS"\nID="anolis"\nVERSION_ID="23"\nPRETTY_NAME="Anolis OS 23"\nPLATFORM_ID="platform:an23"\n',
		id: 'anolis',
		family: 'rpm',
		repositoryRelease: '9',
	},
	{
		name: 'Alibaba Cloud Linux 3',
		osRelease:
			'NAME="Alibaba Cloud Linux"\nID="alinux"\nVERSION_ID="3"\nPRETTY_NAME="Alibaba Cloud Linux 3"\nID_LIKE="rhel fedora centos anolis"\nPLATFORM_ID="platform:al8"\n',
		id: 'alinux',
		family: 'rpm',
		repositoryRelease: '8',
	},
	{
		name: 'Debian GNU/Linux 11',
		osRelease:
			'NAME="Debian GNU/Linux"\nID="debian"\nVERSION_ID="11"\nPRETTY_NAME="Debian GNU/Linux 11"\nVERSION_CODENAME=bullseye\n',
		id: 'debian',
		family: 'deb',
		repositoryRelease: 'bullseye',
	},
	{
		name: 'Debian GNU/Linux 12',
		osRelease:
			'NAME="Debian GNU/Linux"\nID="debian"\nVERSION_ID="12"\nPRETTY_NAME="Debian GNU/Linux 12"\nVERSION_CODENAME=bookworm\n',
		id: 'debian',
		family: 'deb',
		repositoryRelease: 'bookworm',
	},
	{
		name: 'Debian GNU/Linux 13',
		osRelease:
			'NAME="Debian GNU/Linux"\nID="debian"\nVERSION_ID="13"\nPRETTY_NAME="Debian GNU/Linux 13"\nVERSION_CODENAME=trixie\n',
		id: 'debian',
		family: 'deb',
		repositoryRelease: 'trixie',
	},
	{
		name: 'Ubuntu 20.04',
		osRelease:
			'NAME="Ubuntu"\nID="ubuntu"\nVERSION_ID="20.04"\nPRETTY_NAME="Ubuntu 20.04"\nID_LIKE="debian"\nVERSION_CODENAME=focal\nUBUNTU_CODENAME=focal\n',
		id: 'ubuntu',
		family: 'deb',
		repositoryRelease: 'focal',
	},
	{
		name: 'Ubuntu 22.04',
		osRelease:
			'NAME="Ubuntu"\nID="ubuntu"\nVERSION_ID="22.04"\nPRETTY_NAME="Ubuntu 22.04"\nID_LIKE="debian"\nVERSION_CODENAME=jammy\nUBUNTU_CODENAME=jammy\n',
		id: 'ubuntu',
		family: 'deb',
		repositoryRelease: 'jammy',
	},
	{
		name: 'Ubuntu 24.04',
		osRelease:
			'NAME="Ubuntu"\nID="ubuntu"\nVERSION_ID="24.04"\nPRETTY_NAME="Ubuntu 24.04"\nID_LIKE="debian"\nVERSION_CODENAME=noble\nUBUNTU_CODENAME=noble\n',
		id: 'ubuntu',
		family: 'deb',
		repositoryRelease: 'noble',
	},
	{
		name: 'Ubuntu 26.04',
		osRelease:
			'NAME="Ubuntu"\nID="ubuntu"\nVERSION_ID="26.04"\nPRETTY_NAME="Ubuntu 26.04"\nID_LIKE="debian"\nVERSION_CODENAME=resolute\nUBUNTU_CODENAME=resolute\n',
		id: 'ubuntu',
		family: 'deb',
		repositoryRelease: 'resolute',
	},
]

/** Systems that are not in it, and what they are taken for. */
export const unknownSystems: readonly {
	readonly name: string
	readonly osRelease: string
	readonly family: 'rpm' | 'deb'
	readonly repositoryRelease: string
	readonly resembles: string
}[] = [
	{
		name: 'Circle Linux',
		osRelease:
			'NAME="Circle Linux"\nID="circle"\nVERSION_ID="9.1"\nPRETTY_NAME="Circle Linux 9.1"\nID_LIKE="rhel centos fedora"\nPLATFORM_ID="platform:el9"\n',
		family: 'rpm',
		repositoryRelease: '9',
		resembles: 'Enterprise Linux 9',
	},
	{
		name: 'Linux Mint',
		osRelease:
			'NAME="Linux Mint"\nID="linuxmint"\nVERSION_ID="22"\nPRETTY_NAME="Linux Mint 22"\nID_LIKE="ubuntu debian"\nUBUNTU_CODENAME=noble\n',
		family: 'deb',
		repositoryRelease: 'noble',
		resembles: 'Ubuntu 24.04',
	},
	{
		name: 'Ubuntu 25.10',
		osRelease:
			'NAME="Ubuntu"\nID="ubuntu"\nVERSION_ID="25.10"\nPRETTY_NAME="Ubuntu 25.10"\nID_LIKE="debian"\nUBUNTU_CODENAME=questing\n',
		family: 'deb',
		repositoryRelease: 'noble',
		resembles: 'Ubuntu 24.04',
	},
	{
		name: 'Debian 14',
		osRelease:
			'NAME="Debian GNU/Linux"\nID="debian"\nVERSION_ID="14"\nPRETTY_NAME="Debian GNU/Linux 14"\nVERSION_CODENAME=forky\n',
		family: 'deb',
		repositoryRelease: 'trixie',
		resembles: 'Debian 13',
	},
	{
		name: 'openEuler 25.03',
		osRelease: 'NAME="openEuler"\nID="openEuler"\nVERSION_ID="25.03"\nPRETTY_NAME="openEuler 25.03"\n',
		family: 'rpm',
		repositoryRelease: '9',
		resembles: 'openEuler 24.03',
	},
]
