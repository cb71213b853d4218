import type { DatabaseInsightPorts } from './ports.ts'
import { type Catalogue, readCatalogue } from './repository/catalogue.ts'
import { checkReliedIndexes } from './repository/relied-indexes.ts'

const keptMs = 10_000

/** Says how the database as a whole is: its size, its connections, its indexes. */
export class StatusService {
  readonly #ports: DatabaseInsightPorts
  readonly #slowQueryMs: number
  #kept: { readonly at: number; readonly catalogue: Promise<Catalogue> } | null = null

  constructor(ports: DatabaseInsightPorts, slowQueryMs: number) {
    this.#ports = ports
    this.#slowQueryMs = slowQueryMs
  }

  async status() {
    const { engine, engineVersion, connections } = this.#ports.storage.status()
    const { tables, sizeBytes } = await this.#catalogue()
    return {
      engine,
      version: engineVersion,
      sizeBytes,
      pool: {
        used: connections.total - connections.idle,
        idle: connections.idle,
        waiting: connections.waiting,
        limit: connections.maximum,
      },
      tables: [...tables].map(([name, { rows, bytes, indexes }]) => ({
        ...{ name, rows, tableBytes: bytes },
        indexBytes: indexes.reduce((sum, index) => sum + index.bytes, 0),
      })),
      indexes: [...tables].flatMap(([table, { indexes }]) =>
        indexes.map(({ columns, ...index }) => ({ ...index, table, columns: columns.join(', ') })),
      ),
      slowQueryMs: this.#slowQueryMs,
    }
  }

  /** Asks for the plan of each query that relies on an index. */
  async indexChecks() {
    const { storage } = this.#ports
    const { tables } = await readCatalogue(storage)
    const existing = new Set([...tables.values()].flatMap(({ indexes }) => indexes.map(({ name }) => name)))
    const findings = await checkReliedIndexes(storage)
    return {
      items: findings.map(({ name, purpose, plan, isUsed }) => ({
        ...{ name, purpose, plan: plan.join('\n') },
        state: existing.has(name) ? (isUsed ? ('used' as const) : ('unused' as const)) : ('missing' as const),
      })),
    }
  }

  /** Measuring reads every page of the file, so what was found holds for ten seconds, for all who ask. */
  #catalogue(): Promise<Catalogue> {
    const now = this.#ports.clock.now().getTime()
    if (this.#kept !== null && now - this.#kept.at < keptMs) return this.#kept.catalogue
    const catalogue = readCatalogue(this.#ports.storage)
    this.#kept = { at: now, catalogue }
    catalogue.catch(() => {
      this.#kept = null
    })
    return catalogue
  }
}
