import type { Labels } from '../timeseries/index.ts'
import type { Tier } from './chunk-store.ts'

/** A stored chunk whose bytes are wrong: what it held is lost, everything else is answered. */
export interface Damage {
  readonly labels: Labels
  readonly tier: Tier
  /** When the chunk starts and when the next one does at the latest. */
  readonly fromMs: number
  readonly toMs: number
  readonly reason: string
}

const remembered = 1000

/** Damaged chunks met so far, each told once. */
export class DamageReport {
  readonly #tell: (damage: Damage) => void
  readonly #met = new Map<string, Damage>()

  constructor(tell: (damage: Damage) => void) {
    this.#tell = tell
  }

  add(damage: Damage): void {
    const key = `${damage.tier} ${damage.fromMs} ${damage.labels.key}`
    if (this.#met.has(key) || this.#met.size >= remembered) return
    this.#met.set(key, damage)
    this.#tell(damage)
  }

  /** The first thousand. */
  get all(): readonly Damage[] {
    return [...this.#met.values()]
  }
}
