import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { EntrySelection } from '../../filter/entry-selection.ts'
import type { FileToRead } from '../protocol.ts'
import { listFolder } from './list-folder.ts'
import { readSmallFiles } from './small-files.ts'

const context = { selection: new EntrySelection({}), withAccessTime: false }
const names = ['cut', 'grown', 'link', 'pipe', 'removed', 'still'] as const
let folder: string
const at = (name: string) => join(folder, name)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kuraban-small-files-'))
  for (const name of names) writeFileSync(at(name), 'content')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function listedFiles(): FileToRead[] {
  const { entries } = listFolder(context, folder, { path: folder, device: 0n })
  return entries.map(({ name, node }) => ({ path: at(name), name, listed: node }))
}

it('tells what became of each file between listing and reading, and reads on', () => {
  const files = listedFiles()
  truncateSync(at('cut'), 3)
  appendFileSync(at('grown'), ' and more')
  for (const name of ['link', 'pipe', 'removed']) rmSync(at(name))
  symlinkSync('/etc/hostname', at('link'))
  execFileSync('mkfifo', [at('pipe')])

  const { readings, contents } = readSmallFiles(context, files)
  const outcomes = readings.map((reading) =>
    reading.kind === 'failed' ? reading.problem : reading.kind === 'read' ? reading.node?.size : reading.kind,
  )
  expect(Object.fromEntries(outcomes.map((outcome, at) => [names[at], outcome]))).toEqual({
    cut: 3n,
    grown: 16n,
    link: { code: 'changed-while-reading', path: at('link'), reason: 'ELOOP' },
    pipe: { code: 'changed-while-reading', path: at('pipe'), reason: 'replaced' },
    removed: { code: 'vanished', path: at('removed'), reason: 'ENOENT' },
    still: undefined,
  })
  expect([...contents.values()].map(String).toSorted()).toEqual(['con', 'content', 'content and more'])
})

it('tells that a folder has gone before it could be listed', () => {
  expect(listFolder(context, at('gone'), { path: folder, device: 0n })).toEqual({
    readable: false,
    entries: [],
    problems: [{ code: 'vanished', path: at('gone'), reason: 'ENOENT' }],
  })
})
