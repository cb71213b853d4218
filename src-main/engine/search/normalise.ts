import { anyKanjiVariant, kanjiVariants } from './kanji-variants.ts'

/** Normalised text with the place in the original that each of its UTF-16 units comes from. */
export interface MappedText {
  readonly text: string
  /** For each unit the start of its origin. */
  readonly starts: readonly number[]
  /** For each unit the end of its origin. */
  readonly ends: readonly number[]
}

const notAscii = /[\u0080-\uffff]/
const dashAfterKatakana = /(?<=[ァ-ヺ])[-‐‑–—―−─]/g
const dash = /[‐‑–—―−─]/g
const wave = /[〜～]/g
/** The mark of a long vowel at the end of a run of katakana, where at least three letters come before it. */
const finalLongVowel = /(?<=[ァ-ヺ][ァ-ヺー]{2})ー(?![ァ-ヺー])/g
const counter = /(?<=[\d〇一二三四五六七八九十百千万])[ヶヵケカ箇](?=[月所年国条])/g
const katakana = /[ァ-ヶ]/g
/** What NFKC may join with its neighbour stays together; everything else can be folded by itself. */
const cluster =
  /[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff\uffa0-\uffdc][\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff\uffa0-\uffdc\p{M}ﾞﾟ]*|[^\p{M}ﾞﾟ][\p{M}ﾞﾟ]*|[\p{M}ﾞﾟ]+/gsu

function fold(text: string): string {
  const folded = text.normalize('NFKC').toLowerCase().replaceAll('ς', 'σ')
  return folded.replace(anyKanjiVariant, (variant) => kanjiVariants.get(variant) ?? variant)
}

/** Replacements that keep the length, before the long vowels are dropped. */
function unifyDashes(text: string): string {
  return text.replace(dashAfterKatakana, 'ー').replace(dash, '-').replace(wave, '~')
}

/** Replacements that keep the length, after it. */
function unifyKana(text: string): string {
  return text.replace(counter, 'か').replace(katakana, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60))
}

/** The form in which text is searched: the same for every way of writing it, for what is found and for what finds. */
export function normalise(text: string): string {
  if (!notAscii.test(text)) return text.toLowerCase()
  return unifyKana(unifyDashes(fold(text)).replace(finalLongVowel, ''))
}

/** The same form with its origins, for marking what was found; several times slower. */
export function normaliseMapped(original: string): MappedText {
  const starts: number[] = []
  const ends: number[] = []
  let folded = ''
  for (const { 0: piece, index } of original.matchAll(cluster)) {
    const part = fold(piece)
    folded += part
    for (let unit = 0; unit < part.length; unit += 1) {
      starts.push(index)
      ends.push(index + piece.length)
    }
  }
  return withoutFinalLongVowels(unifyDashes(folded), starts, ends)
}

/** A dropped mark belongs to the letter before it, so that it is marked with its word. */
function withoutFinalLongVowels(text: string, starts: number[], ends: number[]): MappedText {
  const dropped = new Set([...text.matchAll(finalLongVowel)].map(({ index }) => index))
  for (const index of dropped) ends[index - 1] = ends[index] ?? 0
  const kept = (_: unknown, index: number) => !dropped.has(index)
  return {
    text: unifyKana(text.replace(finalLongVowel, '')),
    starts: starts.filter(kept),
    ends: ends.filter(kept),
  }
}
