import { DocumentSet } from './document-set.ts'
import { packPostings } from './postings.ts'
import type { SearchTerm, TokenLookup } from './search-term.ts'

/** Where the documents of tokens are looked up, whatever keeps them. */
export interface TokenIndex {
  /** Adds the documents with that token, or with any token that begins so. */
  collect(lookup: TokenLookup, into: DocumentSet): void
}

/** A token with its packed documents. */
export interface PackedToken {
  readonly token: string
  readonly postings: Uint8Array
}

/** Documents that hold all tokens of the term; those of a term that is not exact must be looked at. */
export function candidatesOf(index: TokenIndex, term: SearchTerm, size: number): DocumentSet {
  const found = DocumentSet.all(size)
  for (const lookup of term.lookups) {
    const one = new DocumentSet(size)
    index.collect(lookup, one)
    found.intersect(one)
    if (found.isEmpty) return found
  }
  return found
}

/** An index that grows in memory, document after document. */
export class GrowingIndex implements TokenIndex {
  readonly #documents = new Map<string, number[]>()

  /** Documents come in ascending order; a token given twice for one counts once. */
  add(token: string, document: number): void {
    const list = this.#documents.get(token)
    if (list === undefined) this.#documents.set(token, [document])
    else if (list[list.length - 1] !== document) list.push(document)
  }

  collect({ token, prefix }: TokenLookup, into: DocumentSet): void {
    if (!prefix) {
      for (const document of this.#documents.get(token) ?? []) into.add(document)
      return
    }
    for (const [own, documents] of this.#documents) {
      if (own.startsWith(token)) for (const document of documents) into.add(document)
    }
  }

  /** The tokens that begin so, with how many documents hold them. */
  tokensFrom(prefix: string): { token: string; documents: number }[] {
    return [...this.#documents]
      .filter(([token]) => token.startsWith(prefix))
      .map(([token, documents]) => ({ token, documents: documents.length }))
  }

  /** All tokens in order, packed for a set of that many documents. */
  *pack(size: number): IterableIterator<PackedToken> {
    for (const token of [...this.#documents.keys()].sort()) {
      yield { token, postings: packPostings(this.#documents.get(token) ?? [], size) }
    }
  }
}
