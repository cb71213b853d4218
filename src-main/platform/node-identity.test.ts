import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { nodeIdentity } from './node-identity.ts'
import { type DataFolderPaths, dataFolderPaths } from './paths.ts'

let paths: DataFolderPaths
beforeEach(async () => {
  paths = dataFolderPaths(await mkdtemp(path.join(tmpdir(), 'kuraban-node-')))
})
afterEach(() => rm(paths.dataFolder, { recursive: true, force: true }))

describe('the name of a node', () => {
  it('is made once and stays', async () => {
    const id = await nodeIdentity(paths, '')
    expect(id).not.toBe('')
    expect(await nodeIdentity(paths, '')).toBe(id)
  })

  it('is the configured one where there is one', async () => {
    expect(await nodeIdentity(paths, 'node-a')).toBe('node-a')
  })

  it('is not made anew over a damaged file', async () => {
    await writeFile(paths.nodeFile, '{')
    await expect(nodeIdentity(paths, '')).rejects.toThrow()
  })
})
