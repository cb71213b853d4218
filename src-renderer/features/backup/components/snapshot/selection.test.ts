import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Chosen, emptySelection, measure, partlyChosen, type Selection, tickOf, toggle } from './selection.ts'

const entry = (path: string, isFolder = false): Chosen => ({
  path,
  display: path,
  isFolder,
  sizeBytes: isFolder ? null : 100,
})

/** /a/{x,y}, /a/deep/{p,q}, /b */
const folders: Readonly<Record<string, readonly Chosen[]>> = {
  '/': [entry('/a', true), entry('/b')],
  '/a': [entry('/a/deep', true), entry('/a/x'), entry('/a/y')],
  '/a/deep': [entry('/a/deep/p'), entry('/a/deep/q')],
}
const contentOf = (folder: string) => folders[folder] ?? null
const everything = Object.values(folders).flat()
const find = (path: string) => everything.find((one) => one.path === path) ?? entry(path)
const press = (selection: Selection, ...paths: readonly string[]) =>
  paths.reduce<Selection>((now, path) => toggle(now, find(path), contentOf) ?? now, selection)
const files = everything.filter((one) => !one.isFolder).map((one) => one.path)
const taken = (selection: Selection) => files.filter((path) => tickOf(selection, new Set(), path) === 'all')

describe('what is chosen in a snapshot', () => {
  it('counts a folder for everything inside and drops what was chosen there before', () => {
    const selection = press(emptySelection, '/a/x', '/a/deep/p', '/a')
    expect([...selection.keys()]).toEqual(['/a'])
    expect(taken(selection)).toEqual(['/a/x', '/a/y', '/a/deep/p', '/a/deep/q'])
  })

  it('marks folders on the way to something chosen as partly chosen', () => {
    const selection = press(emptySelection, '/a/deep/p')
    const partly = partlyChosen(selection)
    expect(
      ['/', '/a', '/a/deep', '/a/deep/p', '/a/deep/q', '/b'].map((path) => tickOf(selection, partly, path)),
    ).toEqual(['some', 'some', 'some', 'all', 'none', 'none'])
  })

  it('takes one entry out of a chosen folder by choosing all the others', () => {
    const selection = press(emptySelection, '/a', '/a/deep/p')
    expect([...selection.keys()].sort()).toEqual(['/a/deep/q', '/a/x', '/a/y'])
  })

  it('refuses to take an entry out of a folder whose content is not known whole', () => {
    const selection = press(emptySelection, '/a')
    expect(toggle(selection, entry('/a/deep/p'), (folder) => (folder === '/a' ? null : contentOf(folder)))).toBeNull()
  })

  it('does not take a folder for the parent of another whose name begins alike', () => {
    const selection = press(emptySelection, '/a')
    expect(tickOf(selection, partlyChosen(selection), '/ab')).toBe('none')
    expect([...(toggle(press(emptySelection, '/b'), entry('/b-2', true), contentOf) ?? [])].length).toBe(2)
  })

  it('measures files, their sizes and folders', () => {
    expect(measure(press(emptySelection, '/a', '/b'))).toEqual({ files: 1, bytes: 100, folders: 1 })
  })

  it('always turns exactly the pressed entry and what lies in it', () => {
    const paths = everything.map((one) => one.path)
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...paths), { maxLength: 12 }), fc.constantFrom(...paths), (before, path) => {
        const start = press(emptySelection, ...before)
        const wasOn = tickOf(start, partlyChosen(start), path) === 'all'
        const after = taken(press(start, path))
        const touched = (file: string) => file === path || file.startsWith(`${path}/`)
        expect(after).toEqual(files.filter((file) => (touched(file) ? !wasOn : taken(start).includes(file))))
      }),
    )
  })
})
