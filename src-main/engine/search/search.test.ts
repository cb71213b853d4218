import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findRanges } from './highlight.ts'
import {
  candidatesOf,
  DocumentSet,
  GrowingIndex,
  holdsTerm,
  normalise,
  parseQuery,
  searchTerm,
  tokenise,
} from './index.ts'
import { normaliseMapped } from './normalise.ts'

const split = { splitMixed: true }
const whole = { splitMixed: false }

const pieces = fc.constantFrom(
  ...[
    'コンクリート',
    'ｺﾝｸﾘｰﾄ',
    '打設',
    '橋',
    '基礎',
    'ヒヤリハット',
    'ひやりはっと',
    'サーバー',
    'サーバ－',
    'タワー',
    'ビール',
  ],
  ...[
    '3ヶ月',
    '１２㎥',
    '①',
    '№',
    '髙橋',
    '山﨑',
    'ﾎｲｰﾙﾛｰﾀﾞ',
    '〜',
    ' ',
    '\u3000',
    '、',
    'foo',
    'Bar20N',
    'é',
    'e\u0301',
    'Σ',
    'ς',
  ],
  ...['각', 'ㄱㅏ', '\u1100', '\u1161', '\u11a8', '𠮷野', '😀', 'ﾞ', '々', 'Straße', '12.5', 'x-y'],
)
const texts = fc.oneof(
  fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.string({ unit: 'binary', maxLength: 30 }),
)

describe('the form in which text is searched', () => {
  it.each([
    ['ｶﾞ', 'が'],
    ['１２㎥', '12m3'],
    ['①', '1'],
    ['№', 'no'],
    ['サーバー', 'さーば'],
    ['サーバ', 'さーば'],
    ['サーバ-', 'さーば'],
    ['サ−バ―', 'さーば'],
    ['ブルドーザーで', 'ぶるどーざで'],
    ['タワー', 'たわー'],
    ['ビール', 'びーる'],
    ['ビル', 'びる'],
    ['ヒヤリハット', 'ひやりはっと'],
    ['3ヶ月', '3か月'],
    ['三ヵ所', '三か所'],
    ['１０箇年', '10か年'],
    ['霞ヶ関', '霞ヶ関'.replace('ヶ', 'ゖ')],
    ['髙橋 山﨑 渡邊', '高橋 山崎 渡辺'],
    ['A‑B—C', 'a-b-c'],
    ['10〜20', '10~20'],
  ])('of %s is %s', (written, searched) => {
    expect(normalise(written)).toBe(searched)
  })

  it('is the same with and without the origins of its characters', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const mapped = normaliseMapped(text)
        expect(mapped.text).toBe(normalise(text))
        expect(mapped.starts).toHaveLength(mapped.text.length)
        expect(mapped.ends).toHaveLength(mapped.text.length)
      }),
      { numRuns: 3000 },
    )
  })
})

describe('tokens', () => {
  it('are pairs of characters and the last one alone, and whole words', () => {
    expect(tokenise(normalise('橋の基礎 Pier20N'), split)).toEqual(['橋の', 'の基', '基礎', '礎', 'pier', '20', 'n'])
    expect(tokenise(normalise('Pier20N status_code=500'), whole)).toEqual(['pier20n', 'status', 'code', '500'])
    expect(tokenise(normalise('各位𠮷野'), whole)).toEqual(['各位', '位吉', '吉野', '野'])
  })

  it('of endless words are their beginnings', () => {
    expect(tokenise('x'.repeat(1000), whole)).toEqual(['x'.repeat(64)])
    expect(tokenise(`${'é'.repeat(63)}${'𝒜'.repeat(10)}`, whole)[0]).toHaveLength(63)
  })
})

function find(documents: readonly string[], typed: string, options = split, quoted = false): number[] {
  const index = new GrowingIndex()
  for (const [document, text] of documents.entries()) {
    for (const token of tokenise(normalise(text), options)) index.add(token, document)
  }
  const term = searchTerm(typed, options, quoted)
  const candidates = [...candidatesOf(index, term, documents.length).toArray()]
  return candidates.filter((document) => term.exact || holdsTerm(normalise(documents[document] ?? ''), term))
}

describe('a search', () => {
  const documents = [
    '橋',
    '橋の基礎工事',
    'コンクリート打設',
    '打設コンクリート',
    'time-out of pier 20N',
    'timeout',
    '東京都',
  ]

  it.each([
    ['橋', [0, 1]],
    ['基礎', [1]],
    ['ｺﾝｸﾘｰﾄ', [2, 3]],
    ['コンクリート打設', [2]],
    ['time', [4, 5]],
    ['out', [4]],
    ['20n', [4]],
    ['n', [4]],
    ['time-o', [4]],
    ['京都', [6]],
    ['都', [6]],
    ['京', [6]],
    ['なし', []],
  ])('for %s finds what holds it', (typed, expected) => {
    expect(find(documents, typed)).toEqual(expected)
  })

  it('for a phrase finds its words and no longer ones', () => {
    expect(find(['the time-out', 'the timeout', 'the time'], 'the time', split, true)).toEqual([0, 2])
  })

  it('for Japanese finds everything that holds it, whatever its length', () => {
    const characters = fc.constantFrom(...'橋基礎工事打設コンクリ、 a1')
    const text = fc.array(characters, { minLength: 1, maxLength: 20 }).map((list) => list.join(''))
    const term = fc
      .array(fc.constantFrom(...'橋基礎工事打設クリ'), { minLength: 1, maxLength: 4 })
      .map((list) => list.join(''))
    fc.assert(
      fc.property(fc.array(text, { maxLength: 20 }), term, (all, typed) => {
        const truth = [...all.entries()]
          .filter(([, one]) => normalise(one).includes(normalise(typed)))
          .map(([at]) => at)
        expect(find(all, typed)).toEqual(truth)
      }),
      { numRuns: 500 },
    )
  })

  it('finds in the index whatever looking at every text finds', () => {
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 8 }), texts, fc.boolean(), (all, typed, quoted) => {
        const term = searchTerm(typed, split, quoted)
        fc.pre(term.lookups.length > 0)
        const index = new GrowingIndex()
        for (const [document, text] of all.entries()) {
          for (const token of tokenise(normalise(text), split)) index.add(token, document)
        }
        const candidates = candidatesOf(index, term, all.length)
        for (const [document, text] of all.entries()) {
          const holds = holdsTerm(normalise(text), term)
          if (term.exact) expect([document, candidates.has(document)]).toEqual([document, holds])
          else if (holds) expect([document, candidates.has(document)]).toEqual([document, true])
        }
      }),
      { numRuns: 2000 },
    )
  })
})

describe('marking', () => {
  it.each([
    ['コンクリート打設', '本日ｺﾝｸﾘｰﾄ打設を', 'ｺﾝｸﾘｰﾄ打設'],
    ['12m3', '計１２㎥です', '１２㎥'],
    ['ホイールローダ', '大型ﾎｲｰﾙﾛｰﾀﾞｰの', 'ﾎｲｰﾙﾛｰﾀﾞｰ'],
  ])('%s in %s marks %s', (typed, text, marked) => {
    const ranges = findRanges(text, [searchTerm(typed, split)])
    expect(ranges.map(({ start, end }) => text.slice(start, end))).toEqual([marked])
  })

  it('joins what overlaps', () => {
    const terms = [searchTerm('コンク', split), searchTerm('ンクリ', split)]
    expect(findRanges('コンクリ', terms)).toEqual([{ start: 0, end: 4 }])
  })
})

describe('a query', () => {
  it('is made of words, phrases, exclusions and offered fields', () => {
    const fields = new Set(['level'])
    expect(parseQuery('橋　"foo bar" -baz -"a b" level:error http://x/y - -level:info "open', fields)).toEqual([
      { text: '橋', quoted: false, excluded: false, field: null },
      { text: 'foo bar', quoted: true, excluded: false, field: null },
      { text: 'baz', quoted: false, excluded: true, field: null },
      { text: 'a b', quoted: true, excluded: true, field: null },
      { text: 'error', quoted: false, excluded: false, field: 'level' },
      { text: 'http://x/y', quoted: false, excluded: false, field: null },
      { text: '-', quoted: false, excluded: false, field: null },
      { text: 'info', quoted: false, excluded: true, field: 'level' },
      { text: 'open', quoted: true, excluded: false, field: null },
    ])
  })

  it('takes any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => parseQuery(text).length <= 32))
  })
})

describe('a set of documents', () => {
  const numbers = fc.uniqueArray(fc.nat(999), { maxLength: 300 }).map((list) => list.sort((a, b) => a - b))

  it('is what a set is', () => {
    fc.assert(
      fc.property(numbers, numbers, (left, right) => {
        const make = (list: readonly number[]) => {
          const set = new DocumentSet(1000)
          for (const one of list) set.add(one)
          return set
        }
        const both = make(left)
        both.intersect(make(right))
        expect([...both.toArray()]).toEqual(left.filter((one) => right.includes(one)))
        const without = make(left)
        without.subtract(make(right))
        expect([...without.toArray()]).toEqual(left.filter((one) => !right.includes(one)))
        const either = make(left)
        either.unite(make(right))
        expect(either.count()).toBe(new Set([...left, ...right]).size)
        expect(DocumentSet.all(999).count()).toBe(999)
      }),
    )
  })
})
