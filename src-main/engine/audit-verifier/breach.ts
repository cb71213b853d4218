import { type ChainRow, hashAt } from './row.ts'

/** How a record has been tampered with. */
export type BreachKind = 'edited' | 'deleted' | 'reordered' | 'inserted' | 'cut-tail' | 'bad-signature'

/** The first row that is not what it should be. */
export interface Breach {
  readonly kind: BreachKind
  readonly seq: number
}

/** The row before, as it stands in the record. */
export interface Before {
  readonly seq: number
  readonly hash: string
}

/** Rows that are moved together when somebody makes or closes a gap in the numbers. */
const farthestShift = 16

/**
 * What is known of the first breach; rows that come later may tell that what looked deleted was only moved, or that what
 * looked edited was put in.
 */
export class FirstBreach {
  #breach: Breach
  readonly #row: ChainRow
  readonly #before: Before
  /** Hash of the row that the suspect claims to follow. */
  readonly #claimedBefore: string | null

  constructor(row: ChainRow, before: Before) {
    this.#row = row
    this.#before = before
    this.#breach = judge(row, before)
    this.#claimedBefore = row.previousHash === before.hash ? null : row.previousHash
  }

  get breach(): Breach {
    return this.#breach
  }

  /** Looks at a row after the breach. */
  refine(row: ChainRow): void {
    const { kind, seq } = this.#breach
    if (kind === 'deleted' && row.seq >= seq && row.seq < this.#row.seq) this.#set(this.#lateKind(), seq)
    else if (kind === 'edited' && this.#isTrueOwner(row)) this.#set('inserted', this.#row.seq)
    else if ((kind === 'deleted' || kind === 'edited') && row.hash === this.#claimedBefore) this.#set('reordered', seq)
  }

  /** Whether the place of the suspect belongs to this row, by its number or by the one it had before it was counted up. */
  #isTrueOwner(row: ChainRow): boolean {
    const isNear = row.seq === this.#row.seq || row.seq === this.#row.seq + 1
    return isNear && row.previousHash === this.#before.hash && hashAt(row, this.#row.seq) === row.hash
  }

  /** The rows in between came late: one was moved forward, unless what came early was never part of the record. */
  #lateKind(): BreachKind {
    return hashAt(this.#row, this.#row.seq) === this.#row.hash ? 'reordered' : 'inserted'
  }

  #set(kind: BreachKind, seq: number): void {
    this.#breach = { kind, seq }
  }
}

/** What the first row that does not fit looks like by itself. */
function judge(row: ChainRow, before: Before): Breach {
  const expected = before.seq + 1
  if (row.seq < expected) return { kind: 'inserted', seq: row.seq }
  if (row.seq > expected) return { kind: 'deleted', seq: expected }
  if (hashAt(row, row.seq) === row.hash) return { kind: 'edited', seq: Math.max(before.seq, 1) }
  if (row.previousHash === before.hash) return { kind: 'edited', seq: row.seq }
  return judgeMoved(row)
}

/** Neither its content nor its link fits: was it counted up to make room, or down to close a gap? */
function judgeMoved(row: ChainRow): Breach {
  for (let shift = 1; shift <= farthestShift; shift += 1) {
    if (row.seq > shift && hashAt(row, row.seq - shift) === row.hash) return { kind: 'inserted', seq: row.seq - shift }
    if (hashAt(row, row.seq + shift) === row.hash) return { kind: 'deleted', seq: row.seq }
  }
  return { kind: 'edited', seq: row.seq }
}
