import type { Node } from '#main/engine/repository/index.ts'

/** Go's FileMode letters in the order of their bits from the highest down. */
const letters = 'dalTLDpSugct?'
const firstBit = 31

/** The mode as restic writes it, for example `drwxr-xr-x` or `Lrwxrwxrwx` (Go's FileMode.String). */
export function permissionText({ mode }: Pick<Node, 'mode'>): string {
  const has = (bit: number) => Math.floor(mode / 2 ** bit) % 2 === 1
  const special = [...letters].filter((_, index) => has(firstBit - index)).join('')
  const permissions = [...'rwxrwxrwx'].map((letter, index) => (has(8 - index) ? letter : '-')).join('')
  return `${special === '' ? '-' : special}${permissions}`
}
