import type { PaletteItem } from './palette-items.ts'

/** Makes writings alike that people take for the same: width, case, hiragana and katakana, long vowels of romaji. */
export function foldForSearch(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
    .normalize('NFD')
    .replaceAll(/[\u0300-\u0304\u0306-\u036f]/g, '')
    .normalize('NFC')
    .replaceAll('ou', 'o')
    .replaceAll('uu', 'u')
}

function rank(item: PaletteItem, wanted: readonly string[]): number {
  const title = foldForSearch(item.title)
  const rest = [item.description ?? '', item.group, ...item.words].map(foldForSearch)
  let score = 0
  for (const word of wanted) {
    if (title.startsWith(word)) score += 4
    else if (title.includes(word)) score += 3
    else if (rest.some((text) => text.startsWith(word))) score += 2
    else if (rest.some((text) => text.includes(word))) score += 1
    else return 0
  }
  return score
}

/** Items that hold every word of the query somewhere, best first; all of them for an empty query. */
export function searchPalette(items: readonly PaletteItem[], query: string): readonly PaletteItem[] {
  const wanted = foldForSearch(query)
    .split(/\s+/)
    .filter((word) => word !== '')
  if (wanted.length === 0) return items
  return items
    .map((item) => ({ item, score: rank(item, wanted) }))
    .filter((found) => found.score > 0)
    .sort((a, b) => b.score - a.score)
    .map((found) => found.item)
}
