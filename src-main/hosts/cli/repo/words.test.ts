import { describe, expect, it } from 'vitest'
import { splitWords } from './password.ts'
import { permissionText } from './permissions.ts'
import { readGrouping } from './snapshot-groups.ts'

describe('words of restic', () => {
  it('parts a password command by blanks that no quotes keep', () => {
    expect(splitWords(`pass show  'my repo' "it's"`)).toEqual(['pass', 'show', 'my repo', "it's"])
    expect(splitWords(`printf a'b c'd ""`)).toEqual(['printf', 'ab cd', ''])
    expect(splitWords('  ')).toEqual([])
  })

  it.each([
    [0o644, '-rw-r--r--'],
    [2 ** 31 + 0o755, 'drwxr-xr-x'],
    [2 ** 27 + 0o777, 'Lrwxrwxrwx'],
    [2 ** 25 + 0o600, 'prw-------'],
    [2 ** 31 + 2 ** 20 + 0o777, 'dtrwxrwxrwx'],
  ])('writes the mode %o as Go does', (mode, text) => {
    expect(permissionText({ mode })).toBe(text)
  })

  it('groups by one or more of host, paths and tags, or not at all', () => {
    expect(readGrouping('host,tag')).toEqual(['host', 'tags'])
    expect(readGrouping('')).toEqual([])
    expect(() => readGrouping('colour')).toThrow(/CONFIG_INVALID.*--group-by/)
  })
})
