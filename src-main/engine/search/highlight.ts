import { normaliseMapped } from './normalise.ts'
import { placeOfTerm, type SearchTerm } from './search-term.ts'

/** A found place in the original text, in UTF-16 units, the end excluded. */
export interface FoundRange {
  readonly start: number
  readonly end: number
}

const mostRanges = 1000

/** Where the terms stand in a text as it was written, in order and without overlaps. */
export function findRanges(original: string, terms: readonly SearchTerm[]): FoundRange[] {
  const { text, starts, ends } = normaliseMapped(original)
  const found: FoundRange[] = []
  for (const term of terms) {
    if (term.text === '') continue
    for (let at = placeOfTerm(text, term, 0); at >= 0; at = placeOfTerm(text, term, at + term.text.length)) {
      if (found.length >= mostRanges) break
      found.push({ start: starts[at] ?? 0, end: ends[at + term.text.length - 1] ?? original.length })
    }
  }
  return merged(found)
}

function merged(ranges: readonly FoundRange[]): FoundRange[] {
  const result: FoundRange[] = []
  for (const range of ranges.toSorted((left, right) => left.start - right.start || left.end - right.end)) {
    const last = result.at(-1)
    if (last === undefined || range.start > last.end) result.push(range)
    else result[result.length - 1] = { start: last.start, end: Math.max(last.end, range.end) }
  }
  return result
}
