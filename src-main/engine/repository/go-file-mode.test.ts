import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { goFileMode, nodeTypeOf, permissionsOf } from './go-file-mode.ts'

describe('go file mode', () => {
  it('equals what restic wrote for known files', () => {
    expect(goFileMode(0o040755)).toBe(2147484141)
    expect(goFileMode(0o120777)).toBe(134218239)
    expect(goFileMode(0o104711)).toBe(8389065)
    expect(goFileMode(0o020666)).toBe(2 ** 26 + 2 ** 21 + 0o666)
  })

  it('names the type of each kind of file', () => {
    const modes = [0o100644, 0o040000, 0o120777, 0o060600, 0o020600, 0o010600, 0o140600, 0o150000]
    expect(modes.map(nodeTypeOf)).toEqual(['file', 'dir', 'symlink', 'dev', 'chardev', 'fifo', 'socket', 'irregular'])
  })

  it('gives back every permission bit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0o7777 }), fc.constantFrom(0o100000, 0o040000), (bits, type) => {
        expect(permissionsOf(goFileMode(type | bits))).toBe(bits)
      }),
    )
  })
})
