import { join } from 'node:path'
import { expect, it } from 'vitest'
import { systemContext } from '#main/features/security/index.ts'
import { openTestStorage } from '#test/stores/open-test-storage.ts'
import { BackupWorld } from '../testing/backup-world.ts'
import type { DemoStep } from './demo.ts'

it('fills a profile with real work, and only once', async () => {
  const { storage, remove } = await openTestStorage('sqlite')
  const world = await BackupWorld.open(storage)
  try {
    const steps: DemoStep[] = []
    const options = {
      folder: join(world.folder, 'demo'),
      context: systemContext(),
      onStep: (step: DemoStep) => steps.push(step),
    } as const
    await world.feature.runDemo(options)
    expect(steps.at(-1)).toBe('done')
    const { items } = await world.services.executions.list({ sort: 'oldest' }, { limit: 50 })
    expect(items.map((execution) => [execution.kind, execution.state])).toEqual([
      ['backup', 'succeeded'],
      ['backup', 'succeeded'],
      ['backup', 'succeeded'],
      ['verify', 'succeeded'],
      ['restore', 'succeeded'],
    ])
    expect(items[0]?.figures?.totalBytes).toBeGreaterThan(50_000_000)
    expect(items[1]?.figures).toMatchObject({ filesNew: 2, filesChanged: 2 })
    await world.feature.runDemo(options)
    expect((await world.services.executions.list({ sort: 'oldest' }, { limit: 50 })).items).toHaveLength(5)
  } finally {
    await world.remove()
    await remove()
  }
}, 180_000)
