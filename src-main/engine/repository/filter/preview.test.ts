import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isRepositoryError } from '../errors.ts'
import { previewSources } from './preview.ts'
import type { PreviewEntry } from './preview-walk.ts'

let root: string
const write = (name: string, content: string) => {
  const file = path.join(root, name)
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.writeFileSync(file, content)
}
const below = (file: string) => path.relative(root, file)

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'preview-'))
  for (const name of ['a.log', 'b.txt', 'cache/x', 'deep/er/c.log', 'deep/keep.txt']) write(name, name)
})
afterEach(() => fs.rmSync(root, { recursive: true, force: true }))

describe('a preview', () => {
  it('tells what is taken and what is left out, and by which rule', async () => {
    const entries: PreviewEntry[] = []
    const report = await previewSources(
      { sources: [root], excludes: ['*.log', 'cache'], excludeLargerThanBytes: 8 },
      { maxEntries: 1000, onEntry: (entry) => entries.push(entry) },
    )
    const left = entries.filter((entry) => entry.exclusion !== undefined)
    expect(left.map((entry) => [below(entry.path), entry.exclusion])).toEqual([
      ['a.log', { reason: 'pattern', pattern: '*.log' }],
      ['cache', { reason: 'pattern', pattern: 'cache' }],
      ['deep/keep.txt', { reason: 'too-large' }],
      ['deep/er/c.log', { reason: 'pattern', pattern: '*.log' }],
    ])
    expect(report).toEqual({ includedFiles: 1, includedBytes: 5, excludedEntries: 4, complete: true, problems: [] })
  })

  it('stops at its limit and says that the figures are lower bounds', async () => {
    let seen = 0
    const report = await previewSources({ sources: [root] }, { maxEntries: 3, onEntry: () => (seen += 1) })
    expect(seen).toBe(3)
    expect(report.complete).toBe(false)
  })

  it('names what it cannot look at', async () => {
    const gone = path.join(root, 'gone')
    const report = await previewSources({ sources: [gone, path.join(root, 'b.txt')] }, { maxEntries: 10 })
    expect(report.problems).toEqual([{ path: gone, reason: 'ENOENT' }])
    expect(report.includedFiles).toBe(1)
  })

  it('refuses a broken pattern and ends when it is cancelled', async () => {
    const broken = previewSources({ sources: [root], excludes: ['['] }, { maxEntries: 10 })
    await expect(broken).rejects.toSatisfy((error) => isRepositoryError(error, 'invalid-pattern'))
    const abort = new AbortController()
    const cancelled = previewSources({ sources: ['/'] }, { maxEntries: 1e9, maxMs: 60_000, signal: abort.signal })
    abort.abort()
    await expect(cancelled).rejects.toSatisfy((error) => isRepositoryError(error, 'cancelled'))
  })
})
