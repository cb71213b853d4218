import { describe, expect, it } from 'vitest'
import { bytesOfQuoted, displayOfQuoted, quotedPathOf } from './quoted-path.ts'

describe('a path for people', () => {
  it.each([
    ['/a\nb', '/a\\u000ab'],
    ['/\u202etxt.exe', '/\\u202etxt.exe'],
    ['/図面\u001b[2J', '/図面\\u001b[2J'],
  ])('neither breaks the line nor turns it (%j), while the quoted form keeps its bytes', (path, display) => {
    const { quoted, ...shown } = quotedPathOf(Buffer.from(path))
    expect(shown).toEqual({ display })
    expect(displayOfQuoted(quoted)).toBe(display)
    expect(bytesOfQuoted(quoted).toString('utf8')).toBe(path)
  })
})
