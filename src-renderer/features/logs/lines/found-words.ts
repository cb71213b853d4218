const part = /(-?)(?:"([^"]*)"?|(\S+))/gu

/** A stretch of text, found or not. */
export interface TextPiece {
  readonly text: string
  readonly isFound: boolean
}

interface Folded {
  readonly text: string
  /** For each unit where it began in the original. */
  readonly starts: readonly number[]
  readonly ends: readonly number[]
}

/** One letter as the search compares it: width, case and the two kana are the same. */
function foldLetter(letter: string): string {
  return letter
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
}

const letters = /[^\p{M}ﾞﾟ][\p{M}ﾞﾟ]*|[\p{M}ﾞﾟ]+/gsu

function fold(original: string): Folded {
  let text = ''
  const starts: number[] = []
  const ends: number[] = []
  for (const match of original.matchAll(letters)) {
    const folded = foldLetter(match[0])
    text += folded
    for (let unit = 0; unit < folded.length; unit++) {
      starts.push(match.index)
      ends.push(match.index + match[0].length)
    }
  }
  return { text, starts, ends }
}

/** The words and phrases of a search that a line must hold, folded; what must not be there is left out. */
export function wantedWords(query: string): readonly string[] {
  const words = [...query.replaceAll(/[“”„＂]/g, '"').matchAll(part)].flatMap(([, minus, phrase, word]) => {
    const text = fold(phrase ?? word ?? '').text.trim()
    return minus === '-' || text === '' ? [] : [text]
  })
  return [...new Set(words)].sort((left, right) => right.length - left.length)
}

function placesOf(words: readonly string[], { text, starts, ends }: Folded): readonly (readonly [number, number])[] {
  const places: (readonly [number, number])[] = []
  let from = 0
  while (from < text.length) {
    const word = words.find((wanted) => text.startsWith(wanted, from))
    if (word === undefined) from += 1
    else {
      places.push([starts[from] ?? 0, ends[from + word.length - 1] ?? 0])
      from += word.length
    }
  }
  return places
}

/** A text in pieces, so that what was searched for can be marked in it. */
export function markedPieces(original: string, words: readonly string[]): readonly TextPiece[] {
  if (words.length === 0) return [{ text: original, isFound: false }]
  const pieces: TextPiece[] = []
  let done = 0
  for (const [start, end] of placesOf(words, fold(original))) {
    if (start < done) continue
    if (start > done) pieces.push({ text: original.slice(done, start), isFound: false })
    pieces.push({ text: original.slice(start, end), isFound: true })
    done = end
  }
  if (done < original.length) pieces.push({ text: original.slice(done), isFound: false })
  return pieces
}
