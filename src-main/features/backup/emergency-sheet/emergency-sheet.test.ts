import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BackupRepository, Execution } from '#shared/features/backup/values.ts'
import { openTestStorage, type TestStorage } from '#test/stores/open-test-storage.ts'
import { BackupWorld, password } from '../testing/backup-world.ts'

const run = promisify(execFile)

/** The commands of a sheet that call restic, in their order. */
function commandsOf(markdown: string): string[] {
  return Array.from(markdown.matchAll(/^ {3}(restic .+)$/gm), ([, command = '']) => command)
}

describe('the emergency sheet', () => {
  let database: TestStorage
  let world: BackupWorld
  let repository: BackupRepository
  let execution: Execution

  beforeAll(async () => {
    database = await openTestStorage('sqlite')
    world = await BackupWorld.open(database.storage)
    await world.writeSource({ '帳簿/2026 年.txt': '残高 1000' })
    const location = { kind: 'local', path: join(world.folder, "社長の 'NAS'") } as const
    repository = await world.services.repositories.create({ name: '本社 #1', location, password })
    execution = await world.runJob(await world.createJob(repository))
  })

  afterAll(async () => {
    await world.remove()
    await database.remove()
  })

  it('holds commands that restic alone restores with, whatever the place is called', async () => {
    const { markdown } = await world.services.repositories.emergencySheet(repository.id, {
      language: 'ja',
      withPassword: true,
    })
    const cwd = join(world.folder, 'another-computer')
    await mkdir(cwd)
    await writeFile(join(cwd, 'password'), `${password}\n`)
    const env = { ...process.env, RESTIC_PASSWORD_FILE: join(cwd, 'password'), RESTIC_CACHE_DIR: join(cwd, 'cache') }
    const [list = '', look = '', restoreAll = '', restorePart = '', verify = '', ...others] = commandsOf(markdown)
    expect(others).toEqual([])
    const shell = async (command: string) => (await run('sh', ['-c', command], { cwd, env })).stdout
    expect(await shell(list)).toContain(execution.snapshotId?.slice(0, 8))
    expect(await shell(look)).toContain('2026 年.txt')
    await shell(restoreAll)
    const restored = join(cwd, 'restored', world.sourcePath, '帳簿/2026 年.txt')
    expect(await readFile(restored, 'utf8')).toBe('残高 1000')
    expect(restorePart).toContain('--include')
    expect(await shell(verify)).toContain('no errors were found')
  }, 60_000)

  it('names place, repository and date, and shows the password only when asked to', async () => {
    const ask = (language: 'ja' | 'en', withPassword: boolean) =>
      world.services.repositories.emergencySheet(repository.id, { language, withPassword })
    const ja = await ask('ja', false)
    expect(ja.markdown).not.toContain(password)
    expect(ja.markdown).toContain(repository.repositoryId)
    expect(ja).toMatchObject({ title: '緊急用シート: 本社 #1', fileName: '緊急用シート-本社-1.md' })
    const en = await ask('en', true)
    expect(en.markdown).toContain(password)
    expect(en.markdown).toContain('- [ ] ')
    expect(en.fileName).toBe('emergency-sheet-本社-1.md')
  })

  it('needs the password only where it is to be printed', async () => {
    const kept = new Map(world.secrets.values)
    world.secrets.values.clear()
    const ask = (withPassword: boolean) =>
      world.services.repositories.emergencySheet(repository.id, { language: 'ja', withPassword })
    await expect(ask(false)).resolves.toMatchObject({ title: expect.any(String) })
    await expect(ask(true)).rejects.toMatchObject({ code: 'SECRET_MISSING' })
    for (const [name, value] of kept) world.secrets.values.set(name, value)
  })
})
