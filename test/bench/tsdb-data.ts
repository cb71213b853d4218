import { createHash } from 'node:crypto'
import { Labels } from '#main/engine/timeseries/index.ts'

export const stepMs = 15_000
export const daysOfData = 90
export const ticksOfData = (daysOfData * 86_400_000) / stepMs
export const startMs = 1_750_032_000_000

/** The shapes of a site's metrics, as often as each other: percentages, bytes, a counter, almost constant, noise. */
export const shapes = ['cpu', 'memory', 'counter', 'constant', 'noise'] as const

/** Small and quick, the same numbers for the same seed (xorshift32). */
class Numbers {
  #state: number

  constructor(seed: string) {
    this.#state = createHash('sha256').update(seed).digest().readUInt32LE() | 1
  }

  /** From 0 to 1. */
  next(): number {
    this.#state ^= this.#state << 13
    this.#state ^= this.#state >>> 17
    this.#state ^= this.#state << 5
    return (this.#state >>> 0) / 2 ** 32
  }
}

/** One series of made-up values, a value a tick. */
export class MadeSeries {
  readonly labels: Labels
  readonly #shape: (typeof shapes)[number]
  readonly #numbers: Numbers
  #level: number

  constructor(index: number) {
    this.#shape = shapes[index % shapes.length] ?? 'cpu'
    this.#numbers = new Numbers(`series ${index}`)
    this.#level = this.#shape === 'memory' ? 4e9 : 50
    const name = this.#shape === 'counter' ? 'made_counter_total' : `made_${this.#shape}`
    this.labels = Labels.of({ __name__: name, instance: `host-${index}:9100`, job: 'made' })
  }

  next(): number {
    const random = this.#numbers.next()
    switch (this.#shape) {
      case 'cpu':
        this.#level = Math.min(100, Math.max(0, this.#level + (random - 0.5) * 6))
        return Math.round(this.#level * 100) / 100
      case 'memory':
        if (random < 0.7) this.#level += 4096 * Math.round((random - 0.35) * 400)
        return this.#level
      case 'counter':
        this.#level += Math.floor(random * 60)
        return this.#level
      case 'constant':
        if (random < 0.002) this.#level = Math.round(random * 1e5)
        return this.#level
      case 'noise':
        return 0.2 + random * 0.05 + this.#numbers.next() * 2 ** -30
    }
  }
}
