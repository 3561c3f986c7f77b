import { parse } from 'smol-toml'
import { expect, test } from 'vitest'
import { containerdConfig } from '../../../source/steps/render/containerd-config.ts'

const sandboxImage = 'registry.example:5000/pause:3.2'

test.each([2, 3, 4] as const)('containerd config version %i', async configVersion => {
	const text = containerdConfig({ configVersion, sandboxImage, restrictOomScore: false })
	await expect(text).toMatchFileSnapshot(`golden/containerd-${configVersion}.toml`)
})

test.each([
	[2, 'io.containerd.grpc.v1.cri'],
	[3, 'io.containerd.cri.v1.runtime'],
	[4, 'io.containerd.cri.v1.runtime'],
] as const)('version %i: a host that may not lower OOM scores does not try to', (configVersion, plugin) => {
	const read = (restrictOomScore: boolean) => parse(containerdConfig({ configVersion, sandboxImage, restrictOomScore }))
	expect(read(true)).toHaveProperty(['plugins', plugin, 'restrict_oom_score_adj'], true)
	expect(read(false)).not.toHaveProperty(['plugins', plugin, 'restrict_oom_score_adj'])
})
