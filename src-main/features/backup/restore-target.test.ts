import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { checkRestoreTarget } from './restore-target.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kuraban-target-'))
  await mkdir(join(folder, 'empty'))
  await mkdir(join(folder, 'full'))
  await writeFile(join(folder, 'full/file'), 'something')
})

afterEach(() => rm(folder, { recursive: true, force: true }))

const endless = Number.MAX_SAFE_INTEGER
const check = (target: string, neededBytes: number | null) =>
  checkRestoreTarget(target, { repositoryPath: join(folder, 'repository'), neededBytes })

it('accepts folders that exist and folders that are still to be made', async () => {
  await check(join(folder, 'empty'), 10)
  await check(join(folder, 'new/deep'), 10)
  await check(join(folder, 'empty'), null)
})

it('refuses a new or empty target on which the files plainly have no room', async () => {
  const refusal = { code: 'RESTORE_TARGET_UNUSABLE', data: { reason: 'not-enough-space' } }
  await expect(check(join(folder, 'empty'), endless)).rejects.toMatchObject(refusal)
  await expect(check(join(folder, 'new/deep'), endless)).rejects.toMatchObject(refusal)
})

it('does not judge the room where files may be replaced in place', async () => {
  await check(join(folder, 'full'), endless)
})

it('refuses a target below a file', async () => {
  await expect(check(join(folder, 'full/file/below'), 10)).rejects.toMatchObject({
    code: 'RESTORE_TARGET_UNUSABLE',
    data: { reason: 'not-reachable' },
  })
})
