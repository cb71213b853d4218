import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { systemContext } from '#main/features/security/index.ts'
import { describeOnEachDatabase } from '#test/stores/describe-on-each-database.ts'
import { BackupWorld } from './testing/backup-world.ts'

describeOnEachDatabase('the way from a folder to its restore', (open) => {
  it('makes a repository, backs up, shows what is in it, verifies and restores', async () => {
    const world = await BackupWorld.open(await open())
    try {
      await world.writeSource({
        '帳簿/2026年.txt': '残高 1000',
        'a.txt': 'one',
        'logs/today.log': 'line\n'.repeat(1000),
      })
      const repository = await world.createRepository()
      const job = await world.createJob(repository)
      const execution = await world.runJob(job)
      expect(execution).toMatchObject({ state: 'succeeded', failure: null, problemCount: 0 })
      expect(execution.figures).toMatchObject({ filesNew: 3, totalFiles: 3 })

      const snapshots = await world.services.snapshots.list({ repositoryId: repository.id }, { limit: 50 })
      expect(snapshots.items.map((snapshot) => snapshot.id)).toEqual([execution.snapshotId])
      const folder = await world.services.snapshots.browse({
        repositoryId: repository.id,
        snapshotId: execution.snapshotId ?? '',
        path: world.sourcePath,
        limit: 2,
      })
      expect(folder.items.map((entry) => [entry.type, entry.name.display])).toEqual([
        ['dir', 'logs'],
        ['dir', '帳簿'],
      ])
      expect(folder).toMatchObject({ totalEntries: 3 })

      const verification = await world.ended(
        await world.services.repositories.verify(repository.id, { readData: true }, systemContext()),
      )
      expect(verification).toMatchObject({ kind: 'verify', state: 'succeeded' })

      const target = join(world.folder, 'restored')
      const order = {
        snapshotId: execution.snapshotId ?? '',
        paths: [`${world.sourcePath}/帳簿`],
        target,
        existing: 'always',
        verifyAfter: true,
      } as const
      const restore = await world.ended(
        await world.services.snapshots.restore(repository.id, order, systemContext(), 'manual'),
      )
      expect(restore).toMatchObject({ kind: 'restore', state: 'succeeded' })
      expect(await readFile(join(target, world.sourcePath, '帳簿/2026年.txt'), 'utf8')).toBe('残高 1000')
      const detail = await world.services.executions.get(restore.id)
      expect(detail.restore).toMatchObject({ restoredFiles: 1, failedFiles: 0, target })

      const after = await world.services.repositories.get(repository.id)
      expect(after).toMatchObject({ snapshotCount: 1, lastVerification: 'passed', jobCount: 1, reachable: true })
      expect(after.sizeBytes).toBeGreaterThan(0)
      expect(JSON.parse(await world.restic('snapshots', '--json'))).toHaveLength(1)
    } finally {
      await world.remove()
    }
  })
})
