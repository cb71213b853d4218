import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { ChainVerifier, chainRowSchema } from '#main/engine/audit-verifier/index.ts'
import { systemClock } from '#main/platform/clock.ts'
import { newId } from '#main/platform/identifiers.ts'
import { silentLogger } from '#main/platform/logger.ts'
import type { Storage } from '#main/storage/storage.ts'
import { isStorageError } from '#main/storage/storage-error.ts'
import { userCaller } from '#test/fixtures/signed-in.ts'
import { describeOnEachDatabase } from '#test/stores/describe-on-each-database.ts'
import { sealedAuditRows } from '../repository/audit-chain.ts'
import { AuditSealer } from './audit-sealer.ts'
import { AuditTrail } from './audit-trail.ts'

const context = () => ({
  requestId: newId(),
  transport: 'rest' as const,
  remoteAddress: '192.0.2.7',
  userAgent: 'curl/8.5 \0 \ud800',
  caller: userCaller(),
})

function recordIn(storage: Storage) {
  const trail = new AuditTrail({ storage, clock: systemClock })
  const change = (n: number) =>
    storage.transaction((tx) => trail.record(tx, context(), { action: 'test.change', target: `変更 ${n}` }))
  return { trail, change }
}

async function verdictOf(storage: Storage) {
  const verifier = new ChainVerifier({ complete: true, checkpoints: [] })
  const rows = await sealedAuditRows(storage.db, { afterSeq: 0, limit: 100_000 })
  for (const row of rows) verifier.add(chainRowSchema.parse(row))
  return { ...verifier.finish(rows.length), seqs: rows.map(({ seq }) => seq) }
}

/** A sealer that others beat too often gives up until it is asked again. */
function beatenByOthers(error: unknown): void {
  if (!isStorageError(error, 'DATABASE_CONFLICT')) throw error
}

describeOnEachDatabase('the chain of the audit log', (open) => {
  it('is one without gaps when twenty write and three seal at once', async () => {
    const storage = await open()
    const { change } = recordIn(storage)
    const sealers = [1, 2, 3].map(() => new AuditSealer({ storage, log: silentLogger }))
    let writing = true
    const sealing = sealers.map(async (sealer) => {
      while (writing) await sealer.seal().catch(beatenByOthers)
    })
    await Promise.all(
      Array.from({ length: 20 }, async (_, writer) => {
        for (let n = 0; n < 15; n += 1) await change(writer * 100 + n)
      }),
    )
    writing = false
    await Promise.all(sealing)
    await sealers[0]?.seal()
    const verdict = await verdictOf(storage)
    expect(verdict).toMatchObject({ ok: true, rows: 300, kind: null })
    expect(verdict.seqs).toEqual(Array.from({ length: 300 }, (_, at) => at + 1))
  })

  it('refuses to change or delete a row, linked or pending, and to forge its way into the chain', async () => {
    const storage = await open()
    const { db, engine } = storage
    await recordIn(storage).change(1)
    await expect(db.updateTable('auditPending').set({ action: 'other' }).execute()).rejects.toThrow()
    await expect(db.deleteFrom('auditPending').execute()).rejects.toThrow()
    await new AuditSealer({ storage, log: silentLogger }).seal()
    await expect(db.updateTable('auditChain').set({ detail: '{}' }).execute()).rejects.toThrow()
    await expect(db.updateTable('auditChain').set({ seq: 2 }).execute()).rejects.toThrow()
    await expect(db.deleteFrom('auditChain').execute()).rejects.toThrow()
    if (engine === 'postgres') {
      for (const table of ['audit_pending', 'audit_chain'])
        await expect(sql.raw(`truncate ${table}`).execute(db)).rejects.toThrow()
      const [row] = await sealedAuditRows(db, { afterSeq: 0, limit: 1 })
      if (row === undefined) throw new Error('nothing is linked')
      const forged = { ...row, seq: 2, id: newId(), previousHash: '0'.repeat(64) }
      await expect(db.insertInto('auditChain').values(forged).execute()).rejects.toThrow('"kind":"check"')
    }
    expect(await verdictOf(storage)).toMatchObject({ ok: true, rows: 1 })
  })

  it('does not let a pending row go for another one that bears its id', async () => {
    const storage = await open()
    const { db } = storage
    await recordIn(storage).change(1)
    const pending = await db.selectFrom('auditPending').selectAll().executeTakeFirstOrThrow()
    const forged = { ...pending, action: 'other', seq: 1, previousHash: '0'.repeat(64), hash: 'f'.repeat(64) }
    await expect(db.insertInto('auditChain').values(forged).execute()).rejects.toThrow()
    expect(await db.selectFrom('auditLog').select(['action', 'seq']).execute()).toEqual([
      { action: 'test.change', seq: null },
    ])
  })

  it('shows each row once, before and after it is linked', async () => {
    const storage = await open()
    const { change } = recordIn(storage)
    for (const n of [1, 2]) await change(n)
    await new AuditSealer({ storage, log: silentLogger }).seal()
    for (const n of [3, 4]) await change(n)
    const rows = await storage.db.selectFrom('auditLog').select(['target', 'seq']).orderBy('id').execute()
    expect(rows.map(({ target, seq }) => [target, seq])).toEqual([
      ['変更 1', 1],
      ['変更 2', 2],
      ['変更 3', null],
      ['変更 4', null],
    ])
    expect(await storage.db.selectFrom('auditPending').select('target').orderBy('id').execute()).toEqual([
      { target: '変更 3' },
      { target: '変更 4' },
    ])
  })

  it('links nothing of a change that was taken back', async () => {
    const storage = await open()
    const { trail, change } = recordIn(storage)
    const failing = storage.transaction(async (tx) => {
      await trail.record(tx, context(), { action: 'test.change' })
      throw new Error('taken back')
    })
    await expect(failing).rejects.toThrow('taken back')
    await change(1)
    await new AuditSealer({ storage, log: silentLogger }).seal()
    expect(await verdictOf(storage)).toMatchObject({ ok: true, rows: 1 })
  })
})
