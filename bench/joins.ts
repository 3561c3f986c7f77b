import { readFileSync, writeFileSync } from 'node:fs'
import { freemem } from 'node:os'
import { openBed } from '../test/bed/bed.ts'
import { answersFor, answersPath, bareHost, wizardMust, writeAnswers } from '../test/e2e/wizard.ts'

/**
 * `npm run bench:joins`: a control plane, and then one bare host after the other that joins it as a worker, up to ten or
 * as far as memory goes: seconds from bare to Ready, and what each took of the machine's memory. Needs root.
 */
const most = 10
const gibibyte = 1024 ** 3
const least = 2 * gibibyte

/** All hosts of the bed share one kernel and with it one limit: by default the ninth kubelet finds no instance left. */
const limit = '/proc/sys/fs/inotify/max_user_instances'
const before = readFileSync(limit, 'utf8')

const bed = await openBed()
writeFileSync(limit, '8192')
try {
	const first = await bareHost(bed, 'jbench', 'debian-12')
	await writeAnswers(first, answersFor(first, { hostname: first.name }))
	await timed('control plane', () => wizardMust(first, ['--answers', answersPath, '--yes']))
	for (let number = 1; number <= most && freemem() > least; number += 1) {
		const host = await bareHost(bed, `jbench-${number}`, 'debian-12')
		const input = `${await wizardMust(first, ['join-command'])}hostname: ${host.name}\n`
		await timed(`join ${number}`, () => wizardMust(host, ['--answers', '-', '--yes'], 0, { input }))
	}
} finally {
	writeFileSync(limit, before)
	await bed.close()
}

async function timed(what: string, work: () => Promise<unknown>): Promise<void> {
	const [started, free] = [performance.now(), freemem()]
	await work()
	const seconds = ((performance.now() - started) / 1000).toFixed(1)
	console.log(`${what}: ${seconds} s, ${((free - freemem()) / gibibyte).toFixed(2)} GiB`)
}
