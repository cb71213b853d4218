import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { markedPieces, wantedWords } from './found-words.ts'

const found = (text: string, query: string) =>
  markedPieces(text, wantedWords(query))
    .filter(({ isFound }) => isFound)
    .map((piece) => piece.text)

describe('the words of a search', () => {
  it('are words and phrases, and not what must be missing', () => {
    expect(wantedWords('disk "no space" -retry －')).toEqual(['no space', 'disk', '-'])
    expect(wantedWords('“Full Disk” -"not this"')).toEqual(['full disk'])
    expect(wantedWords('  ')).toEqual([])
  })
})

describe('marking', () => {
  it('finds words whatever their case, width and kana', () => {
    expect(found('Disk ＤＩＳＫ disk', 'disk')).toEqual(['Disk', 'ＤＩＳＫ', 'disk'])
    expect(found('バックアップとﾊﾞｯｸｱｯﾌﾟ', 'ばっくあっぷ')).toEqual(['バックアップ', 'ﾊﾞｯｸｱｯﾌﾟ'])
  })

  it('takes the longest word where several begin', () => {
    expect(found('backup-job failed', 'back backup-job')).toEqual(['backup-job'])
  })

  it('loses no letter of the text, whatever is searched', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, query) => {
        const pieces = markedPieces(text, wantedWords(query))
        expect(pieces.map((piece) => piece.text).join('')).toBe(text)
      }),
    )
  })

  it('finds any word cut out of the text', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,6}$/), fc.stringMatching(/^[a-z ]{0,12}$/), (word, rest) => {
        expect(found(`${rest}${word}${rest}`, word.toUpperCase()).length).toBeGreaterThan(0)
      }),
    )
  })
})
