import type { NodeType } from './model.ts'

const PERMISSIONS = 0o777
const goDirectory = 2 ** 31
const goSymlink = 2 ** 27
const goDevice = 2 ** 26
const goFifo = 2 ** 25
const goSocket = 2 ** 24
const goSetuid = 2 ** 23
const goSetgid = 2 ** 22
const goCharacterDevice = 2 ** 21
const goSticky = 2 ** 20
const goIrregular = 2 ** 19

const specialBits: readonly (readonly [number, number])[] = [
  [goSetuid, 0o4000],
  [goSetgid, 0o2000],
  [goSticky, 0o1000],
]

const types: ReadonlyMap<number, { readonly type: NodeType; readonly goBits: number }> = new Map([
  [0o100000, { type: 'file', goBits: 0 }],
  [0o040000, { type: 'dir', goBits: goDirectory }],
  [0o120000, { type: 'symlink', goBits: goSymlink }],
  [0o060000, { type: 'dev', goBits: goDevice }],
  [0o020000, { type: 'chardev', goBits: goDevice + goCharacterDevice }],
  [0o010000, { type: 'fifo', goBits: goFifo }],
  [0o140000, { type: 'socket', goBits: goSocket }],
])

const irregular = { type: 'irregular', goBits: goIrregular } as const

/** The type of entry that an operating system's `st_mode` stands for. */
export function nodeTypeOf(statusMode: number): NodeType {
  return (types.get(statusMode & 0o170000) ?? irregular).type
}

/** Go's `os.FileMode`, which the format stores, for an operating system's `st_mode`. */
export function goFileMode(statusMode: number): number {
  const { goBits } = types.get(statusMode & 0o170000) ?? irregular
  const special = specialBits.filter(([, bit]) => (statusMode & bit) !== 0)
  return special.reduce((mode, [goBit]) => mode + goBit, goBits + (statusMode & PERMISSIONS))
}

/** The permission bits for `chmod`, with setuid, setgid and sticky, of a stored Go file mode. */
export function permissionsOf(goMode: number): number {
  const special = specialBits.filter(([goBit]) => Math.floor(goMode / goBit) % 2 === 1)
  return special.reduce((mode, [, bit]) => mode | bit, goMode % 0o1000)
}
