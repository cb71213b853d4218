import { describe, expect, it } from 'vitest'
import { nameSchema } from './identifiers.ts'

describe('a name', () => {
  it.each(['本社バックアップ', "O'Brien & <Söhne>", ' 夜間 '])('is what people write: %j', (name) => {
    expect(nameSchema(200).parse(name)).toBe(name.trim())
  })

  it.each([
    ...['', ' ', 'a\r\nset-cookie: x', 'a\nb', 'a\tb', 'a\0', '\u001b[31mred', 'a\u0085b', 'a\u2028b'],
    ...['\u202ecod.exe', 'a\u2066b', 'a\u200fb', 'a\u200bb', 'a\ufeffb', 'x'.repeat(201)],
  ])('is one line that says what it shows: %j is refused', (name) => {
    expect(nameSchema(200).safeParse(name).success).toBe(false)
  })
})
