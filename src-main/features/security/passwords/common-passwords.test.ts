import { mkdtemp, rm, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BlockList, commonPasswords } from './common-passwords.ts'

describe('the list of forbidden passwords', () => {
  let folder: string
  let path: string
  let failures: string[]
  const list = () => new BlockList(() => path, { error: (message) => void failures.push(message) })

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kuraban-block-list-'))
    path = join(folder, 'list.txt')
    failures = []
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('joins the file of the site to the shipped list, and reads it again when it changes', async () => {
    await writeFile(path, '# ours\r\nTokyo-Depot-Main-Gate\r\n')
    const one = list()
    const shipped = await commonPasswords()
    expect((await one.passwords()).has('tokyo-depot-main-gate')).toBe(true)
    const joined = await one.passwords()
    expect([...shipped].every((word) => joined.has(word))).toBe(true)
    await writeFile(path, 'osaka-depot-side-gate-2\n')
    await utimes(path, new Date(), new Date(Date.now() + 5000))
    expect((await one.passwords()).has('osaka-depot-side-gate-2')).toBe(true)
    expect((await one.passwords()).has('tokyo-depot-main-gate')).toBe(false)
    expect(failures).toEqual([])
  })

  it('stays with the shipped list, and says so, when the file cannot be read or is far too large', async () => {
    const shipped = await commonPasswords()
    expect(await list().passwords()).toBe(shipped)
    expect(failures).toHaveLength(1)
    await writeFile(path, '')
    await truncate(path, 33 * 1024 * 1024)
    expect(await list().passwords()).toBe(shipped)
    expect(failures).toHaveLength(2)
  })

  it('is the shipped one where no file is named', async () => {
    path = ''
    expect(await list().passwords()).toBe(await commonPasswords())
    expect(failures).toEqual([])
  })
})
