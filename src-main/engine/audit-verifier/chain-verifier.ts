import { type Before, type Breach, type BreachKind, FirstBreach } from './breach.ts'
import { type Checkpoint, SignatureCheck } from './checkpoint.ts'
import { type ChainRow, hashAt, hashBeforeFirst } from './row.ts'

/** How much of a record is judged, and what it is held against. */
export interface ChainVerifierOptions {
  /** Whether every row from the beginning is expected; of a selection only what stands side by side can be linked. */
  readonly complete: boolean
  /** Signed states, those that left the machine among them. */
  readonly checkpoints: readonly Checkpoint[]
}

/** The judgement over a record. `complete` is false when it was a selection and rows may be missing. */
export interface Verdict {
  readonly ok: boolean
  readonly rows: number
  readonly firstBadSeq: number | null
  readonly kind: BreachKind | null
  readonly complete: boolean
}

/** Judges rows one after the other, in the order in which they stand in the record; memory does not grow with them. */
export class ChainVerifier {
  readonly #complete: boolean
  readonly #signed = new Map<number, Checkpoint[]>()
  #badSignature: Breach | null = null
  #lastSigned: number
  #before: Before | null = null
  #first: FirstBreach | null = null
  #rewritten: Breach | null = null
  #rows = 0

  constructor({ complete, checkpoints }: ChainVerifierOptions) {
    this.#complete = complete
    const check = new SignatureCheck()
    let beginning: Checkpoint | null = null
    for (const one of checkpoints) {
      if (!check.accepts(one)) this.#badSignature = earlier(this.#badSignature, { kind: 'bad-signature', seq: one.seq })
      else {
        this.#signed.set(one.seq, [...(this.#signed.get(one.seq) ?? []), one])
        if (one.kind === 'beginning' && one.seq > (beginning?.seq ?? 0)) beginning = one
      }
    }
    if (complete) this.#before = { seq: beginning?.seq ?? 0, hash: beginning?.hash ?? hashBeforeFirst }
    this.#lastSigned = beginning?.seq ?? 0
  }

  add(row: ChainRow): void {
    this.#rows += 1
    if (this.#first !== null) {
      this.#first.refine(row)
      return
    }
    const before = this.#beforeOf(row)
    if (!this.#fits(row, before)) {
      this.#first = new FirstBreach(row, before)
      return
    }
    this.#compareWithSigned(row)
    this.#before = row
  }

  /** `lastSeq` is the last row the record itself claims to have, null when its end is missing. */
  finish(lastSeq: number | null): Verdict {
    const breach = [this.#rewritten, this.#badSignature, this.#cutTail(lastSeq)].reduce(
      earlier,
      this.#first?.breach ?? null,
    )
    return {
      ok: breach === null,
      rows: this.#rows,
      firstBadSeq: breach?.seq ?? null,
      kind: breach?.kind ?? null,
      complete: this.#complete,
    }
  }

  /** In a selection rows are missing where they were not asked for; a link over a gap is taken as it stands. */
  #beforeOf(row: ChainRow): Before {
    const before = this.#before
    if (before !== null && (this.#complete || row.seq <= before.seq + 1)) return before
    return { seq: row.seq - 1, hash: row.previousHash }
  }

  #fits(row: ChainRow, before: Before): boolean {
    return row.seq === before.seq + 1 && row.previousHash === before.hash && hashAt(row, row.seq) === row.hash
  }

  /** A chain that fits in itself but not what was signed has been written anew since the last state that fits. */
  #compareWithSigned({ seq, hash }: ChainRow): void {
    const signed = this.#signed.get(seq)
    if (signed === undefined || this.#rewritten !== null) return
    if (signed.every((one) => one.hash === hash)) this.#lastSigned = seq
    else this.#rewritten = { kind: 'edited', seq: this.#lastSigned + 1 }
  }

  #cutTail(lastSeq: number | null): Breach | null {
    if (this.#first !== null) return null
    const last = this.#before?.seq ?? 0
    const cut: Breach = { kind: 'cut-tail', seq: last + 1 }
    if (lastSeq === null || lastSeq > last) return cut
    if (!this.#complete) return null
    for (const seq of this.#signed.keys()) if (seq > last) return cut
    return null
  }
}

/** The breach with the lower number; the first of two at the same. */
function earlier(first: Breach | null, second: Breach | null): Breach | null {
  return second !== null && (first === null || second.seq < first.seq) ? second : first
}
