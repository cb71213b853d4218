import { describe, expect, it } from 'vitest'
import { unsafeNameReason } from './safe-name.ts'
import { RestoreSelection } from './selection.ts'

describe('choosing what to restore', () => {
  it('takes everything when nothing is said', () => {
    const selection = new RestoreSelection({})
    expect(selection.takesRoot).toBe(true)
    expect(selection.select('/home', true)).toEqual({ take: true, descend: true })
  })

  it('goes down to chosen paths, takes all below them and names those it never met', () => {
    const selection = new RestoreSelection({ paths: ['/home/x/', 'etc/hosts', '/gone'] })
    expect(selection.takesRoot).toBe(false)
    expect(selection.select('/home', false)).toEqual({ take: false, descend: true })
    expect(selection.select('/home/x', false)).toEqual({ take: true, descend: true })
    expect(selection.select('/home/x/y', true).take).toBe(true)
    expect(selection.select('/home/xx', false)).toEqual({ take: false, descend: false })
    expect(selection.select('/etc/hosts', false).take).toBe(true)
    expect(selection.pathsNotFound()).toEqual(['/gone'])
  })

  it('takes what a pattern includes, without regard to case where asked', () => {
    const selection = new RestoreSelection({ includes: ['*.jpg'], caseInsensitiveIncludes: ['*.PDF'] })
    expect(selection.select('/a', false)).toEqual({ take: false, descend: true })
    expect(selection.select('/a/b.jpg', false).take).toBe(true)
    expect(selection.select('/a/b.JPG', false).take).toBe(false)
    expect(selection.select('/a/b.pdf', false).take).toBe(true)
  })

  it('leaves out what is excluded even below a chosen path', () => {
    const selection = new RestoreSelection({ paths: ['/home'], excludes: ['*.tmp'] })
    expect(selection.select('/home/a.tmp', true)).toEqual({ take: false, descend: false })
    expect(selection.covers('/home/b.tmp')).toBe(false)
    expect(selection.covers('/home/b.txt')).toBe(true)
  })
})

describe('names from a repository', () => {
  it('are refused when they would lead elsewhere', () => {
    for (const name of ['', '.', '..', 'a/b', '/', 'a\0b']) expect(unsafeNameReason(Buffer.from(name))).toBeDefined()
    for (const name of ['...', 'a\\b', '蔵番', ' ', 'nul'])
      expect(unsafeNameReason(Buffer.from(name), 'linux')).toBeUndefined()
  })

  it('are refused on Windows when Windows reads them otherwise', () => {
    for (const name of ['a\\b', 'a:b', 'NUL', 'com1.txt', 'end.', 'end ', 'tab\t']) {
      expect(unsafeNameReason(Buffer.from(name), 'win32')).toBeDefined()
    }
    expect(unsafeNameReason(Buffer.from('console.txt'), 'win32')).toBeUndefined()
  })
})
