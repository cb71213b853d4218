import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listFolder } from '#test/fixtures/folder-listing.ts'
import { makeOddFolder } from '#test/fixtures/odd-folder.ts'
import { LocalBackend } from '../backend/local.ts'
import { initRepository, openRepository } from '../open-repository.ts'
import type { Repository } from '../repository.ts'
import { backup } from './backup.ts'
import type { BackupOptions } from './options.ts'

const password = 'geheim'
let root: string
const at = (...names: string[]) => path.join(root, ...names)

function restic(repository: string, ...parameters: string[]): string {
  const env = { ...process.env, RESTIC_PASSWORD: password, RESTIC_CACHE_DIR: at('cache') }
  return execFileSync('/usr/bin/restic', ['-r', repository, ...parameters], { env, encoding: 'utf8' })
}

async function withRepository<T>(location: string, use: (repository: Repository) => Promise<T>): Promise<T> {
  const repository = await openRepository(new LocalBackend(location), password)
  try {
    return await use(repository)
  } finally {
    await repository.close()
  }
}

const ours = (location: string, options: Partial<BackupOptions> = {}) =>
  withRepository(location, (repository) =>
    backup(repository, { sources: [at('source')], hostname: 'box', username: 'tester', workers: 2, ...options }),
  )

interface ResticSummary {
  readonly files_unmodified: number
  readonly data_blobs: number
  readonly tree_blobs: number
  readonly data_added: number
}

/** Figures of restic's own backup of the same sources. */
function theirs(location: string, ...parameters: string[]): ResticSummary {
  const lines = restic(location, 'backup', '--json', '--host', 'box', ...parameters)
    .trim()
    .split('\n')
  return JSON.parse(lines.at(-1) ?? '{}')
}

beforeAll(async () => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'agreement-'))
  makeOddFolder(at('source'))
  fs.mkdirSync(at('cache'))
  fs.mkdirSync(at('source', 'large'))
  fs.writeFileSync(at('source', 'large', 'random'), randomBytes(9_000_000))
  fs.writeFileSync(at('source', 'large', 'text'), 'log line with some words in it\n'.repeat(100_000))
  fs.mkdirSync(at('other/deep'), { recursive: true })
  fs.writeFileSync(at('other/deep/file'), 'x')
  for (const name of ['ours', 'theirs']) await (await initRepository(new LocalBackend(at(name)), password)).close()
})
afterAll(() => fs.rmSync(root, { recursive: true, force: true }))

describe('a repository that this program filled', () => {
  it('is whole and comes back from restic as it was', async () => {
    const { problems } = await ours(at('ours'))
    expect(problems).toEqual([])
    restic(at('ours'), 'check', '--read-data')
    restic(at('ours'), 'restore', 'latest', '--target', at('restored'))
    expect(listFolder(at('restored', at('source')))).toEqual(listFolder(at('source')))
  })

  it('is continued by restic, which finds every file unchanged and every chunk and folder known', async () => {
    const unchanged = theirs(at('ours'), at('source'))
    expect(unchanged.files_unmodified).toBeGreaterThan(20)
    expect(theirs(at('ours'), '--force', at('source')).data_blobs).toBe(0)
    const folders = theirs(at('ours'), '--force', at('source')).tree_blobs
    expect(folders).toBeLessThanOrEqual(foldersAbove(at('source')))
  })
})

describe('a repository that restic filled', () => {
  it('is continued by this program without reading or storing anything again', async () => {
    theirs(at('theirs'), at('source'))
    const { summary, parent } = await ours(at('theirs'))
    expect(parent).toBeDefined()
    expect(summary).toMatchObject({ filesNew: 0, filesChanged: 0, dataBlobs: 0 })
    restic(at('theirs'), 'check', '--read-data')
  })

  it('gets the very same chunks and folders when everything is read again', async () => {
    const { summary } = await ours(at('theirs'), { force: true })
    expect(summary.dataBlobs).toBe(0)
    expect(summary.treeBlobs).toBeLessThanOrEqual(foldersAbove(at('source')))
  })

  it('gets the same root for several sources and the same exclusions', async () => {
    const exclusions = ['--exclude', '*.jpg', '--exclude', 'links/**', '--iexclude', 'QUOTE*']
    theirs(at('theirs'), ...exclusions, at('other/deep'), at('source'))
    const { summary } = await ours(at('theirs'), {
      sources: [at('source'), at('other/deep')],
      excludes: ['*.jpg', 'links/**'],
      caseInsensitiveExcludes: ['QUOTE*'],
      force: true,
    })
    expect(summary.dataBlobs).toBe(0)
    expect(summary.treeBlobs).toBeLessThanOrEqual(foldersAbove(at('source')))
  })
})

/** Folders above the source change while other programs run; their trees may differ from one run to the next. */
function foldersAbove(folder: string): number {
  return folder.split('/').length - 1
}
