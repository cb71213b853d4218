import { expect, it } from 'vitest'
import { arrangeSources, cleanSource, type SourceFolder } from './source-tree.ts'

function flat(folder: SourceFolder): string[] {
  const children = [...folder.children.values()].flatMap(flat)
  return [`${folder.isSource ? '*' : ''}${folder.path}`, ...children]
}

it('arranges sources with the folders above them, each once', () => {
  expect(flat(arrangeSources(['/home/a', '/home/b/', '/home//a/./x', '/srv/../home/a'].map(cleanSource)))).toEqual([
    '/',
    '/home',
    '*/home/a',
    '*/home/a/x',
    '*/home/b',
  ])
})

it('takes the root itself', () => {
  expect(flat(arrangeSources(['/', '//'].map(cleanSource)))).toEqual(['*/'])
})

it('refuses a path that is not absolute', () => {
  expect(() => cleanSource('home/a')).toThrow(RangeError)
})
