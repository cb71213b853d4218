import { describe, expect, it } from 'vitest'
import type { SnapshotEntry } from '#shared/features/backup/values.ts'
import { flatten, type OpenFolder, onlyFolder } from './folder-lines.ts'

const entry = (path: string, type: SnapshotEntry['type'] = 'file'): SnapshotEntry => {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return {
    name: { quoted: name, display: name },
    path: { quoted: path, display: path },
    type,
    sizeBytes: 1,
    modifiedAt: '2026-01-01T00:00:00Z',
    mode: '-rw-r--r--',
    owner: 'root',
    group: 'root',
    linkTarget: null,
  }
}
const folder = (entries: readonly SnapshotEntry[], change: Partial<OpenFolder> = {}): OpenFolder => ({
  entries,
  totalEntries: entries.length,
  nextCursor: null,
  isLoading: false,
  error: null,
  ...change,
})
const words = (folders: ReadonlyMap<string, OpenFolder>, root = '/') =>
  flatten(folders, root).map((line) => `${line.level} ${line.kind === 'entry' ? line.entry.path.display : line.kind}`)

describe('the lines of a snapshot', () => {
  it('go down through open folders and stop at closed ones', () => {
    const folders = new Map([
      ['/', folder([entry('/a', 'dir'), entry('/b', 'dir'), entry('/c')])],
      ['/a', folder([entry('/a/x')])],
    ])
    expect(words(folders)).toEqual(['1 /a', '2 /a/x', '1 /b', '1 /c'])
    expect(words(folders, '/a')).toEqual(['1 /a/x'])
  })

  it('say what is still to come, on its way, failed or not there', () => {
    const folders = new Map([
      ['/', folder([entry('/a', 'dir'), entry('/b', 'dir'), entry('/c', 'dir')], { nextCursor: 'n', totalEntries: 9 })],
      ['/a', folder([], { isLoading: true })],
      ['/b', folder([], { error: new Error('lost') })],
      ['/c', folder([])],
    ])
    expect(words(folders)).toEqual(['1 /a', '2 loading', '1 /b', '2 failed', '1 /c', '2 empty', '1 more'])
    expect(flatten(folders, '/').at(-1)).toMatchObject({ kind: 'more', left: 6 })
  })

  it('stay quick with a hundred thousand entries', () => {
    const many = Array.from({ length: 100_000 }, (_, index) => entry(`/many/${index}`))
    const begun = performance.now()
    expect(flatten(new Map([['/many', folder(many)]]), '/many')).toHaveLength(100_000)
    expect(performance.now() - begun).toBeLessThan(500)
  })

  it('lead on by themselves where a folder holds but one folder', () => {
    expect(onlyFolder(folder([entry('/home', 'dir')]))).toBe('/home')
    expect(onlyFolder(folder([entry('/home')]))).toBeNull()
    expect(onlyFolder(folder([entry('/a', 'dir'), entry('/b', 'dir')]))).toBeNull()
  })
})
