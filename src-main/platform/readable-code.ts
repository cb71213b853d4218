import { randomInt } from 'node:crypto'

/** How a code is written: so many groups of so many letters, with hyphens between. */
export interface CodeShape {
  readonly groups: number
  readonly groupLength: number
}

/** Crockford's base 32: no I, L, O and U, so that nothing is misread. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Random letters and digits to be read aloud or typed from paper, five bits each. */
export function newReadableCode({ groups, groupLength }: CodeShape): string {
  const group = () => Array.from({ length: groupLength }, () => alphabet.charAt(randomInt(alphabet.length))).join('')
  return Array.from({ length: groups }, group).join('-')
}

/**
 * The code as it was made, however a person typed it: in lower case or full width, with other gaps, O for 0, I or L for 1.
 * Null when it cannot be one of that shape.
 */
export function readReadableCode(typed: string, { groups, groupLength }: CodeShape): string | null {
  const letters = typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
  const isCode = letters.length === groups * groupLength && [...letters].every((letter) => alphabet.includes(letter))
  if (!isCode) return null
  return Array.from({ length: groups }, (_, at) => letters.slice(at * groupLength, (at + 1) * groupLength)).join('-')
}
