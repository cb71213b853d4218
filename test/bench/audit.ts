import { setTimeout as sleep } from 'node:timers/promises'
import { type Audit, createAudit } from '#main/features/security/audit/create-audit.ts'
import type { CallContext } from '#main/platform/caller.ts'
import { systemClock } from '#main/platform/clock.ts'
import { InProcessEventBus } from '#main/platform/event-bus.ts'
import { newId } from '#main/platform/identifiers.ts'
import { Owner } from '#main/platform/lifecycle.ts'
import { silentLogger } from '#main/platform/logger.ts'
import { memorySecretStore } from '#main/platform/secret-store/memory-secret-store.ts'
import type { DatabaseEngine, DatabaseHandle, Storage } from '#main/storage/storage.ts'
import { userCaller } from '#test/fixtures/signed-in.ts'
import { testSecuritySettings } from '#test/hosts/test-application.ts'
import { openTestStorage } from '#test/stores/open-test-storage.ts'
import { median } from './measured-run.ts'

interface AuditBenchOptions {
  readonly runs: number
  readonly scale: number
  readonly say: (line: string) => void
}

const writers = 20
/** Mean pause of a writer between two changes: 20 writers make about 200 changes a second. */
const meanPauseMs = 100
const changesOfWriter = 15
/** Short turns, so that whatever else the machine does falls on both alike. */
const turnsOfRun = 4

/** Latencies in milliseconds of the same changes, without and with their rows. */
interface Turn {
  readonly without: readonly number[]
  readonly recorded: readonly number[]
}

type Change = (writer: number, n: number) => Promise<void>

/**
 * What the record costs a change: 20 writers at once, with and without its row, in turn on the same database, with the
 * sealer, the signatures and their delivery running all the time.
 */
export async function benchAudit({ runs, scale, say }: AuditBenchOptions): Promise<object> {
  const figures: Record<string, object> = {}
  for (const engine of ['sqlite', 'postgres'] as const)
    figures[engine] = await benchEngine(engine, { runs, scale, say })
  return figures
}

async function benchEngine(engine: DatabaseEngine, { runs, scale, say }: AuditBenchOptions): Promise<object> {
  const { storage, remove } = await openTestStorage(engine)
  const owner = new Owner('bench')
  try {
    const audit = createAudit({
      ...{ storage, clock: systemClock, events: new InProcessEventBus(), log: silentLogger },
      ...{ secrets: memorySecretStore(), nodeName: 'bench', settings: () => testSecuritySettings },
    })
    audit.start(owner)
    const without: Change = (writer, n) => storage.transaction((tx) => change(tx, writer, n))
    const recorded: Change = (writer, n) => storage.transaction((tx) => changeOnRecord(tx, audit, writer, n))
    const changes = Math.round(changesOfWriter * scale)
    await measure(without, changes)
    await measure(recorded, changes)
    const turns: Turn[] = []
    for (let turn = 0; turn < runs * turnsOfRun; turn += 1) {
      turns.push({ without: await measure(without, changes), recorded: await measure(recorded, changes) })
    }
    const figure = figuresOf(turns)
    say(`${engine}: ${JSON.stringify(figure)}`)
    return { ...figure, unsealed_rows: await unsealedAfterOneSecond(storage) }
  } finally {
    await owner.stop()
    await remove()
  }
}

async function change(tx: DatabaseHandle, writer: number, n: number): Promise<void> {
  const name = `bench.${writer}`
  await tx.selectFrom('securityState').select('value').where('name', '=', name).executeTakeFirst()
  const row = { name, value: JSON.stringify({ n }), updatedAt: n }
  await tx
    .insertInto('securityState')
    .values(row)
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: row.value, updatedAt: n }))
    .execute()
}

async function changeOnRecord(tx: DatabaseHandle, audit: Audit, writer: number, n: number): Promise<void> {
  await change(tx, writer, n)
  const detail = { before: { name: 'nightly', enabled: true, n: n - 1 }, after: { name: 'nightly', enabled: false, n } }
  await audit.trail.record(tx, context(), { action: 'bench.change', target: `writer ${writer}`, detail })
}

function context(): CallContext {
  return {
    ...{ requestId: newId(), transport: 'rest', remoteAddress: '192.0.2.7', userAgent: 'bench' },
    caller: userCaller(),
  }
}

/** Latencies in milliseconds of every change, the writers pausing in between as people and programs do. */
async function measure(make: Change, changes: number): Promise<number[]> {
  const latencies: number[] = []
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      for (let n = 0; n < changes; n += 1) {
        await sleep(Math.random() * 2 * meanPauseMs)
        const startedMs = performance.now()
        await make(writer, n)
        latencies.push(performance.now() - startedMs)
      }
    }),
  )
  return latencies
}

async function unsealedAfterOneSecond({ db }: Storage): Promise<number> {
  await sleep(1000)
  const rows = await db.selectFrom('auditPending').select('id').execute()
  return rows.length
}

/** The median over the turns of what each says. */
function figuresOf(turns: readonly Turn[]) {
  const over = (figure: (turn: Turn) => number) => Number(median(turns.map(figure)).toFixed(3))
  return {
    writers,
    changes: turns.reduce((sum, { recorded }) => sum + recorded.length, 0),
    without_p50_ms: over(({ without }) => percentile(without, 0.5)),
    without_p95_ms: over(({ without }) => percentile(without, 0.95)),
    recorded_p50_ms: over(({ recorded }) => percentile(recorded, 0.5)),
    recorded_p95_ms: over(({ recorded }) => percentile(recorded, 0.95)),
    added_p50_ms: over(({ without, recorded }) => percentile(recorded, 0.5) - percentile(without, 0.5)),
    added_p95_ms: over(({ without, recorded }) => percentile(recorded, 0.95) - percentile(without, 0.95)),
  }
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length * share)] ?? 0
}
