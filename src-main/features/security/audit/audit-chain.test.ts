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

  it('refuses to change or delete a linked row, and to change what a row says before it is linked', async () => {
    const storage = await open()
    const { change } = recordIn(storage)
    await change(1)
    await expect(storage.db.updateTable('auditLog').set({ action: 'other' }).execute()).rejects.toThrow()
    await expect(storage.db.deleteFrom('auditLog').execute()).rejects.toThrow()
    await new AuditSealer({ storage, log: silentLogger }).seal()
    await expect(storage.db.updateTable('auditLog').set({ detail: '{}' }).execute()).rejects.toThrow()
    await expect(storage.db.updateTable('auditLog').set({ seq: null }).execute()).rejects.toThrow()
    await expect(storage.db.updateTable('auditLog').set({ seq: 2 }).execute()).rejects.toThrow()
    await expect(storage.db.deleteFrom('auditLog').execute()).rejects.toThrow()
    if (storage.engine === 'postgres') await expect(sql`truncate audit_log`.execute(storage.db)).rejects.toThrow()
    expect(await verdictOf(storage)).toMatchObject({ ok: true, rows: 1 })
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
