import type { Clock } from '#main/platform/clock.ts'
import type { Storage } from '#main/storage/storage.ts'
import type { AuditFilter } from '#shared/features/security/contract/audit.ts'
import { auditHead } from '../repository/audit-chain.ts'
import { type CheckpointRow, checkpointsAfter, lastCheckpoint } from '../repository/audit-checkpoints.ts'
import { exportedAuditRows } from '../repository/audit-list.ts'
import type { AuditKeys } from './audit-keys.ts'
import { emptyChain } from './chain.ts'
import { checkpointLine } from './delivery/checkpoint-delivery.ts'

export interface AuditExportPorts {
  readonly storage: Pick<Storage, 'db'>
  readonly clock: Clock
  readonly keys: AuditKeys
}

const pieceCharacters = 65_536
const pageRows = 500

/** The record as JSON lines (docs/audit.md), in pieces of about 64 kB; only one page of it is in memory at a time. */
export async function* exportAudit(ports: AuditExportPorts, filter: AuditFilter): AsyncGenerator<{ text: string }> {
  let piece = ''
  for await (const line of linesOf(ports, filter)) {
    piece += `${line}\n`
    if (piece.length < pieceCharacters) continue
    yield { text: piece }
    piece = ''
  }
  yield { text: piece }
}

async function* linesOf(ports: AuditExportPorts, filter: AuditFilter): AsyncGenerator<string> {
  const { db } = ports.storage
  const begun = (await lastCheckpoint(db, 'beginning'))?.seq ?? 0
  const { seq: untilSeq } = (await auditHead(db)) ?? emptyChain
  yield await header(ports, filter)
  for await (const checkpoint of checkpoints(ports)) {
    if (checkpoint.seq >= begun && checkpoint.seq <= untilSeq) yield checkpointLine(checkpoint)
  }
  let rows = 0
  let lastSeq = isWhole(filter) ? begun : 0
  for (let afterSeq = begun; ; ) {
    const page = await exportedAuditRows(db, filter, { afterSeq, untilSeq, limit: pageRows })
    for (const row of page) yield JSON.stringify({ type: 'row', ...row })
    rows += page.length
    lastSeq = page.at(-1)?.seq ?? lastSeq
    if (page.length < pageRows) break
    afterSeq = lastSeq
  }
  yield JSON.stringify({ type: 'end', rows, lastSeq })
}

async function header({ clock, keys }: AuditExportPorts, filter: AuditFilter): Promise<string> {
  const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined && value !== ''))
  return JSON.stringify({
    ...{ type: 'header', format: 'kuraban-audit', version: 1 },
    ...{ exportedAt: clock.now().toISOString(), keys: await keys.publicKeys(), filter: given },
  })
}

function isWhole(filter: AuditFilter): boolean {
  return Object.values(filter).every((value) => value === undefined || value === '')
}

/** Every checkpoint there is, page by page. */
export async function* checkpoints({ storage }: Pick<AuditExportPorts, 'storage'>): AsyncGenerator<CheckpointRow> {
  for (let after = ''; ; ) {
    const page = await checkpointsAfter(storage.db, after, pageRows)
    yield* page
    const last = page.at(-1)
    if (last === undefined) return
    after = last.id
  }
}
