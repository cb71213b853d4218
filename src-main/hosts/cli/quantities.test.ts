import { describe, expect, it } from 'vitest'
import { columns, durationText, localTimeText, sizeText } from './quantities.ts'

describe('figures for people', () => {
  it('writes sizes and durations as restic does', () => {
    expect([0, 1023, 1024, 1.5 * 2 ** 30, 2 ** 60].map(sizeText)).toEqual([
      '0 B',
      '1023 B',
      '1.000 KiB',
      '1.500 GiB',
      '1024.000 PiB',
    ])
    expect([0, 59.6, 3599, 3661].map(durationText)).toEqual(['0:00', '1:00', '59:59', '1:01:01'])
  })

  it('writes instants in the time zone of the machine', () => {
    expect(localTimeText('2026-11-22T01:02:03.999999999Z')).toBe('2026-11-22 10:02:03')
    expect(localTimeText('2026-11-22T01:02:03+09:00')).toBe('2026-11-22 01:02:03')
  })

  it('keeps columns straight under Japanese heads, which take two cells a character', () => {
    expect(
      columns([
        ['設定', '値'],
        ['a', 'b'],
        ['abcde', 'c'],
      ]),
    ).toEqual(['設定   値', 'a      b', 'abcde  c'])
  })
})
