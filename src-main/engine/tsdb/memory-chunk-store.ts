import type {
  ChunkRange,
  ChunkStore,
  HeadRow,
  Marks,
  RolledUp,
  SealedHead,
  StoredChunk,
  StoredSeries,
  Tier,
} from './chunk-store.ts'

const keyOf = ({ series, fromMs }: Pick<StoredChunk, 'series' | 'fromMs'>): string => `${series} ${fromMs}`

/** A chunk store that forgets everything with the process: for tests, and for trying rules on made-up samples. */
export class MemoryChunkStore implements ChunkStore {
  readonly #series = new Map<number, StoredSeries>()
  readonly #chunks: Readonly<Record<Tier, Map<string, StoredChunk>>> = {
    ...{ raw: new Map(), 'five-minutes': new Map(), hours: new Map() },
  }
  #rows: HeadRow[] = []
  #marks: Marks = { sealedUntilMs: 0, rolledUntilMs: 0, retainedAtMs: 0 }

  async readSeries(): Promise<readonly StoredSeries[]> {
    return [...this.#series.values()]
  }

  async readMarks(): Promise<Marks> {
    return this.#marks
  }

  async readHead(after: number, limit: number): Promise<readonly HeadRow[]> {
    return this.#rows.filter(({ sequence }) => sequence > after).slice(0, limit)
  }

  async appendHead(rows: readonly HeadRow[], series: readonly StoredSeries[]): Promise<void> {
    const known = new Set(this.#rows.map(({ sequence }) => sequence))
    this.#rows.push(...rows.filter(({ sequence }) => !known.has(sequence)))
    for (const each of series) this.#series.set(each.id, each)
  }

  async seal({ chunks, untilMs, seen }: SealedHead): Promise<void> {
    this.#write('raw', chunks)
    this.#rows = this.#rows.filter(({ tickMs }) => tickMs >= untilMs)
    for (const { id, lastSeenMs } of seen) {
      const series = this.#series.get(id)
      if (series !== undefined) this.#series.set(id, { ...series, lastSeenMs })
    }
    this.#marks = { ...this.#marks, sealedUntilMs: untilMs }
  }

  async readChunks(tier: Tier, ranges: readonly ChunkRange[]): Promise<readonly StoredChunk[]> {
    const found = [...this.#chunks[tier].values()].filter((chunk) => isInAny(chunk, ranges))
    return found.sort((left, right) => left.series - right.series || left.fromMs - right.fromMs)
  }

  async writeRollups({ fiveMinutes, hours }: RolledUp): Promise<void> {
    this.#write('five-minutes', fiveMinutes)
    this.#write('hours', hours)
  }

  async moveMarks(marks: Partial<Pick<Marks, 'rolledUntilMs' | 'retainedAtMs'>>): Promise<void> {
    this.#marks = { ...this.#marks, ...marks }
  }

  async deleteChunks(tier: Tier, ranges: readonly ChunkRange[]): Promise<void> {
    this.#delete(tier, (chunk) => isInAny(chunk, ranges))
  }

  async deleteSeries(ids: readonly number[]): Promise<void> {
    for (const id of ids) this.#series.delete(id)
    for (const tier of ['raw', 'five-minutes', 'hours'] as const)
      this.#delete(tier, ({ series }) => ids.includes(series))
  }

  async discardFrom(from: number, pointsFrom: number): Promise<void> {
    this.#rows = this.#rows.filter(({ tickMs }) => tickMs < from)
    this.#delete('raw', ({ fromMs }) => fromMs >= from)
    this.#delete('five-minutes', ({ fromMs }) => fromMs >= pointsFrom)
    this.#delete('hours', ({ fromMs }) => fromMs >= pointsFrom)
    const { sealedUntilMs, rolledUntilMs, retainedAtMs } = this.#marks
    this.#marks = {
      sealedUntilMs: Math.min(sealedUntilMs, from),
      rolledUntilMs: Math.min(rolledUntilMs, pointsFrom),
      retainedAtMs: Math.min(retainedAtMs, pointsFrom),
    }
  }

  #write(tier: Tier, chunks: readonly StoredChunk[]): void {
    for (const chunk of chunks) this.#chunks[tier].set(keyOf(chunk), chunk)
  }

  #delete(tier: Tier, isGone: (chunk: StoredChunk) => boolean): void {
    for (const [key, chunk] of this.#chunks[tier]) if (isGone(chunk)) this.#chunks[tier].delete(key)
  }
}

function isInAny({ series, fromMs }: StoredChunk, ranges: readonly ChunkRange[]): boolean {
  return ranges.some((range) => range.series === series && fromMs >= range.fromMs && fromMs <= range.toMs)
}
