import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Bed, openBed } from '../bed/bed.ts'
import { describe as inWords } from '../bed/diff.ts'
import type { Host } from '../bed/hosts/host.ts'
import { type Snapshot, snapshot } from '../bed/snapshot.ts'
import { clusterIsReady, eventually } from './by-hand.ts'
import { notGivenBack } from './undone.ts'
import { answersFor, answersPath, bareHost, registry, wizardMust, writeAnswers } from './wizard.ts'

/** A host with Docker and a container that serves somebody. */
let bed: Bed
let host: Host
let before: Snapshot

const serves = async (): Promise<void> =>
	eventually('the container serves', 30_000, async () => {
		const { exitCode, stdout } = await host.run(['curl', '-fsS', '-m', '3', 'http://127.0.0.1:8081/served'])
		return { holds: exitCode === 0 && stdout === 'by docker\n', detail: stdout }
	})
const startedAt = (): Promise<string> =>
	host.must(['docker', 'inspect', '-f', '{{.State.StartedAt}} {{.State.Pid}}', 'web'])

beforeAll(async () => {
	bed = await openBed()
	host = await bareHost(bed, 'docker', 'debian-12')
	await host.must(
		`set -e
		apt-get -q update
		DEBIAN_FRONTEND=noninteractive apt-get -q install -y docker.io
		echo '{"insecure-registries": ["${registry}"]}' > /etc/docker/daemon.json
		systemctl restart docker
		mkdir -p /srv/www; echo by docker > /srv/www/served
		docker run -d --name web --restart unless-stopped -p 8081:80 -v /srv/www:/www:ro ${registry}/bed/tools:1 httpd -f -p 80 -h /www`,
		{ timeout: 300_000 },
	)
	await serves()
	await writeAnswers(host, answersFor(host))
	before = await snapshot(host)
})
afterAll(() => bed?.close())

test('the container serves on, uninterrupted, while the host becomes a node and afterwards', async () => {
	const since = await startedAt()
	await wizardMust(host, ['--answers', answersPath, '--yes'])
	await clusterIsReady(host, 1, 60_000)
	await serves()
	expect(await startedAt()).toBe(since)
	await wizardMust(host, ['undo', '--yes'])
	await serves()
	expect(await startedAt()).toBe(since)
})

test('undo gives the host back, Docker’s own settings and rules among it', async () => {
	// Docker keeps its own state of a running container.
	const left = (await notGivenBack(host, before)).filter(({ name }) => !/^\/var\/lib\/(docker|containerd)\//.test(name))
	expect(left.map(inWords)).toEqual([])
})
