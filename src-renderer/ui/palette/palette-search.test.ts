import { describe, expect, it } from 'vitest'
import type { PaletteItem } from './palette-items.ts'
import { foldForSearch, searchPalette } from './palette-search.ts'

const item = (id: string, title: string, words: readonly string[]): PaletteItem => ({
  id,
  title,
  group: '画面',
  words,
  run: () => undefined,
})

const items = [
  item('overview', '概要', ['overview', 'gaiyou']),
  item('backup', 'バックアップ', ['backup', 'bakkuappu', 'ジョブ']),
  item('restore', '復元する', ['restore', 'fukugen']),
]

const found = (query: string) => searchPalette(items, query).map((one) => one.id)

describe('the command palette', () => {
  it('is found by Japanese, romaji and English words', () => {
    expect(found('概要')).toEqual(['overview'])
    expect(found('gaiyo')).toEqual(['overview'])
    expect(found('BACKUP')).toEqual(['backup'])
    expect(found('ばっくあっぷ')).toEqual(['backup'])
    expect(found('ﾊﾞｯｸ')).toEqual(['backup'])
    expect(found('ｆｕｋｕ')).toEqual(['restore'])
  })

  it('wants every word, and offers everything for none', () => {
    expect(found('画面 fuku')).toEqual(['restore'])
    expect(found('backup fuku')).toEqual([])
    expect(found(' ')).toEqual(['overview', 'backup', 'restore'])
  })

  it('keeps voiced kana apart from plain ones', () => {
    expect(foldForSearch('ガ')).toBe('が')
    expect(foldForSearch('が')).not.toBe(foldForSearch('か'))
  })
})
