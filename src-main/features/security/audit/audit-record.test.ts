import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { verifyAuditFile } from '#main/engine/audit-verifier/index.ts'
import type { CallContext } from '#main/platform/caller.ts'
import { dayMs } from '#main/platform/durations.ts'
import { InProcessEventBus } from '#main/platform/event-bus.ts'
import { newId } from '#main/platform/identifiers.ts'
import { Owner } from '#main/platform/lifecycle.ts'
import { silentLogger } from '#main/platform/logger.ts'
import { memorySecretStore } from '#main/platform/secret-store/memory-secret-store.ts'
import type { Storage } from '#main/storage/storage.ts'
import type { AppEvent } from '#shared/contract/events.ts'
import type { AuditFilter } from '#shared/features/security/contract/audit.ts'
import { userCaller } from '#test/fixtures/signed-in.ts'
import { testSecuritySettings } from '#test/hosts/test-application.ts'
import { countQueries } from '#test/stores/count-queries.ts'
import { describeOnEachDatabase } from '#test/stores/describe-on-each-database.ts'
import { type Audit, createAudit } from './create-audit.ts'

describeOnEachDatabase('the record', (open) => {
  let storage: Storage
  let audit: Audit
  let owner: Owner
  let folder: string
  let nowMs: number
  let events: AppEvent[]

  beforeEach(async () => {
    storage = await open()
    folder = await mkdtemp(path.join(tmpdir(), 'kuraban-audit-'))
    nowMs = Date.UTC(2026, 10, 22)
    events = []
    const bus = new InProcessEventBus()
    bus.listen((event) => events.push(event))
    audit = createAudit({
      storage,
      clock: { now: () => new Date(nowMs), monotonicMs: () => nowMs },
      events: bus,
      log: silentLogger,
      secrets: memorySecretStore(),
      nodeName: 'test',
      settings: () => ({
        ...testSecuritySettings,
        audit: { ...testSecuritySettings.audit, keepDays: 100, checkpointFile: path.join(folder, 'states.jsonl') },
      }),
    })
    owner = new Owner('test')
  })

  afterEach(async () => {
    await owner.stop()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  const context = (change: Partial<CallContext> = {}): CallContext => ({
    ...{ requestId: newId(), transport: 'rest', remoteAddress: '192.0.2.7', userAgent: 'curl/8.5' },
    ...{ caller: userCaller(), ...change },
  })

  const change = (action: string, target: string, detail: Record<string, unknown> = {}) => {
    nowMs += 1000
    return storage.transaction((tx) => audit.trail.record(tx, context(), { action, target, detail }))
  }

  async function exported(filter: AuditFilter = {}): Promise<string> {
    let text = ''
    for await (const piece of audit.service.export(filter)) text += piece.text
    return text
  }

  async function* bytesOf(text: string) {
    yield Buffer.from(text)
  }

  it('keeps who did what from where, and no secret', async () => {
    const planted = 'Pl4nted-Secret-97'
    await change('mail.setPassword', 'mail', {
      ...{ before: { password: planted, host: 'a' }, after: { smtpPassword: planted, host: 'b' } },
      ...{ url: `https://user:${planted}@mail.example/`, headers: { authorization: `Bearer ${planted}` } },
      ...{ 'mail.password': { from: planted, to: planted }, backupCodes: [planted], apiKey: planted },
    })
    const [row] = (await audit.service.list({}, { limit: 10 })).items
    expect(row).toMatchObject({
      ...{ callerKind: 'user', callerName: '管理者', remoteAddress: '192.0.2.7', userAgent: 'curl/8.5' },
      ...{ action: 'mail.setPassword', target: 'mail', outcome: 'done', occurrences: 1 },
    })
    expect(row?.detail).toMatchObject({ before: { host: 'a' }, after: { host: 'b' } })
    expect(await exported()).not.toContain(planted)
  })

  it('bounds what a caller can make it keep', async () => {
    await storage.transaction((tx) =>
      audit.trail.record(tx, context({ userAgent: 'x'.repeat(100_000), remoteAddress: 'a\0b\ud800' }), {
        action: 'test.change',
        target: 'y'.repeat(100_000),
        detail: { list: Array.from({ length: 100_000 }, (_, n) => n), text: '\0\ud800'.repeat(50_000) },
      }),
    )
    const text = await exported()
    expect(text.length).toBeLessThan(20_000)
    expect(await verifyAuditFile(bytesOf(text))).toMatchObject({ ok: true, rows: 1 })
  })

  it('keeps what the target was called, also when it is gone or the row is long', async () => {
    const [groupId, jobId] = [newId(), newId()]
    const group = { id: groupId, name: '夜間当番', nameKey: '夜間当番', role: null, createdAt: 1, updatedAt: 1 }
    await storage.db.insertInto('userGroups').values(group).execute()
    audit.trail.nameTargets('backup', async (_db, id) => (id === jobId ? '経理の控え' : undefined))
    const { result, statements } = await countQueries(storage, () =>
      change('security.groups.update', groupId, { list: Array.from({ length: 10_000 }, (_, n) => n) }),
    )
    expect(result).toBeUndefined()
    expect(statements.filter((text) => text.startsWith('select'))).toHaveLength(1)
    await storage.db.deleteFrom('userGroups').execute()
    await change('backup.jobs.run', jobId)
    await change('security.groups.update', groupId)
    await change('security.signIn', "' or 1=1 --")
    const failure = { action: 'backup.jobs.run', outcome: 'failed', errorCode: 'INTERNAL', target: jobId } as const
    await audit.trail.finish(context(), failure)
    const rows = (await audit.service.list({}, { limit: 10 })).items
    expect(rows.filter(({ outcome }) => outcome === 'done').map(({ targetName }) => targetName)).toEqual([
      null,
      null,
      '経理の控え',
      '夜間当番',
    ])
    expect(rows.find(({ outcome }) => outcome === 'failed')).toMatchObject({ targetName: '経理の控え', target: jobId })
    expect(await exported({ search: '夜間当番' })).toContain('夜間当番')
  })

  it('lists by every filter and by text, page by page, in at most two queries', async () => {
    for (let n = 1; n <= 25; n += 1) await change(n % 2 ? 'backup.jobs.update' : 'users.create', `対象-${n}`, { n })
    const first = await audit.service.list({ action: 'users.create' }, { limit: 5 })
    expect(first.items.map(({ target }) => target)).toEqual(['対象-24', '対象-22', '対象-20', '対象-18', '対象-16'])
    const cursor = first.nextCursor ?? ''
    const { result: second, statements } = await countQueries(storage, () =>
      audit.service.list({ action: 'users.create' }, { limit: 50, cursor }),
    )
    expect(statements.length).toBeLessThanOrEqual(2)
    expect(second.items.map(({ target }) => target)).toEqual([
      '対象-14',
      '対象-12',
      '対象-10',
      '対象-8',
      '対象-6',
      '対象-4',
      '対象-2',
    ])
    expect(second.nextCursor).toBeNull()
    const found = async (filter: AuditFilter) => (await audit.service.list(filter, { limit: 200 })).items.length
    expect(await found({ search: 'BACKUP.jobs' })).toBe(13)
    expect(await found({ search: '象-2' })).toBe(7)
    expect(await found({ search: '%' })).toBe(0)
    expect(await found({ search: "' or 1=1 --" })).toBe(0)
    expect(await found({ target: '対象-3' })).toBe(1)
    expect(await found({ caller: '管理者' })).toBe(25)
    expect(await found({ caller: 'nobody' })).toBe(0)
    expect(await found({ outcome: 'denied' })).toBe(0)
    expect(await found({ from: new Date(nowMs - 4000).toISOString(), to: new Date(nowMs).toISOString() })).toBe(5)
    await expect(audit.service.list({}, { limit: 5, cursor: 'xyz' })).rejects.toMatchObject({ code: 'VALIDATION' })
    await expect(audit.service.get(newId())).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('finds one among 100,000 rows, or none, in no time', async () => {
    const number = sql<string>`substr('000000000000' || cast(i as text), length(cast(i as text)) + 1, 12)`
    const hashOf = (place: string) =>
      sql.raw(`substr('${'0'.repeat(64)}' || cast(${place} as text), length(cast(${place} as text)) + 1, 64)`)
    await sql`
      with recursive numbers(i) as (select 1 union all select i + 1 from numbers where i < 100000)
      insert into audit_chain (seq, previous_hash, hash, id, at, request_id, caller_kind, caller_id, caller_name, transport,
        remote_address, user_agent, action, target, outcome, occurrences, detail)
      select i, ${hashOf('i - 1')}, ${hashOf('i')}, '01a00000-0000-7000-8000-' || ${number}, 1700000000000 + i,
        '01a00000-0000-7000-8000-' || ${number}, 'user', '01a00000-0000-7000-8000-' || ${number}, '利用者', 'rest', '192.0.2.7', 'curl', 'backup.jobs.update',
        '01a00000-0000-7000-8000-' || ${number}, 'done', 1,
        '{"targetName":"仕事-' || i || '","before":{"name":"' || substr(${'x'.repeat(200)}, 1, 200) || '"}}'
      from numbers`.execute(storage.db)
    const seconds: number[] = []
    const found = async (filter: AuditFilter) => {
      const startedAt = performance.now()
      const { items } = await audit.service.list(filter, { limit: 50 })
      seconds.push((performance.now() - startedAt) / 1000)
      return items.map(({ targetName }) => targetName)
    }
    expect(await found({ search: '仕事-4242"' })).toEqual(['仕事-4242'])
    expect(await found({ search: 'nowhere' })).toEqual([])
    expect(await found({ caller: 'nobody' })).toEqual([])
    expect(await found({ outcome: 'denied' })).toEqual([])
    expect(await found({ search: '仕事-' })).toHaveLength(50)
    expect(Math.max(...seconds)).toBeLessThan(3)
  })

  it('exports a file that stands the judgement, whole and as a selection', async () => {
    for (let n = 1; n <= 1200; n += 300) {
      await Promise.all(Array.from({ length: 300 }, (_, at) => change('test.change', `${n + at}`)))
    }
    expect(await verifyAuditFile(bytesOf(await exported()))).toMatchObject({ ok: true, rows: 1200, complete: true })
    const some = await exported({ target: '7' })
    expect(await verifyAuditFile(bytesOf(some))).toMatchObject({ ok: true, rows: 1, complete: false })
    const pieces = []
    for await (const { text } of audit.service.export({})) pieces.push(text.length)
    expect(Math.max(...pieces)).toBeLessThan(90_000)
    expect(pieces.length).toBeGreaterThan(5)
  })

  it('names the breach in the database and raises it', async () => {
    for (let n = 1; n <= 12; n += 1) await change('test.change', `${n}`)
    expect(await audit.service.verify(context())).toMatchObject({ ok: true, rows: 12 })
    await withoutGuards(storage, () =>
      storage.db.updateTable('auditChain').set({ detail: '{}', action: 'other' }).where('seq', '=', 5).execute(),
    )
    expect(await audit.service.verify(context())).toMatchObject({ ok: false, firstBadSeq: 5, kind: 'edited' })
    expect(events).toContainEqual(
      expect.objectContaining({ code: 'security.notice.audit-breach', severity: 'failure' }),
    )
    expect(await audit.service.status()).toMatchObject({ lastVerdict: { ok: false, firstBadSeq: 5, kind: 'edited' } })
  })

  it('notices a tail that was cut out of the database together with its checkpoint', async () => {
    audit.start(owner)
    for (let n = 1; n <= 8; n += 1) await change('test.change', `${n}`)
    await exported()
    await withoutGuards(storage, async () => {
      await storage.db.deleteFrom('auditChain').where('seq', '>', 5).execute()
      await storage.db.deleteFrom('auditCheckpoints').execute()
    })
    await waitUntil(async () => (await readFile(path.join(folder, 'states.jsonl'), 'utf8')).length > 0)
    expect(await audit.service.verify(context())).toMatchObject({ ok: false, firstBadSeq: 6, kind: 'cut-tail' })
  })

  it('links a change within a second without being asked, and signs and delivers at the end', async () => {
    audit.start(owner)
    await change('test.change', '1')
    await waitUntil(async () => (await audit.service.list({}, { limit: 1 })).items[0]?.seq === 1, 1000)
    await owner.stop()
    const [line = ''] = (await readFile(path.join(folder, 'states.jsonl'), 'utf8')).split('\n')
    expect(JSON.parse(line)).toMatchObject({ type: 'checkpoint', kind: 'state', seq: 1 })
  })

  it('lets go of old rows under a signed beginning, says so, and stays provable', async () => {
    for (let n = 1; n <= 20; n += 1) await change('test.old', `${n}`)
    await exported()
    nowMs += 101 * dayMs
    for (let n = 1; n <= 3; n += 1) await change('test.new', `${n}`)
    await exported()
    expect(await audit.prune()).toBe(20)
    const verdict = await audit.service.verify(context())
    expect(verdict).toMatchObject({ ok: true, rows: 4 })
    expect(await verifyAuditFile(bytesOf(await exported()))).toMatchObject({ ok: true, rows: 5 })
    const [pruned] = (await audit.service.list({ action: 'security.audit.prune' }, { limit: 5 })).items
    expect(pruned).toMatchObject({ callerKind: 'system', detail: { keepDays: 100, fromSeq: 1, toSeq: 20 } })
    expect(await audit.prune()).toBe(0)
    await expect(storage.db.deleteFrom('auditChain').where('seq', '=', 21).execute()).rejects.toThrow()
  })

  it('takes a new key that proves the record on together with the old one', async () => {
    await change('test.change', '1')
    await exported()
    const { keyId } = await audit.service.rotateKey(context())
    const text = await exported()
    expect(JSON.parse(text.split('\n', 1)[0] ?? '').keys).toHaveLength(2)
    expect(await verifyAuditFile(bytesOf(text))).toMatchObject({ ok: true, rows: 2 })
    expect(await audit.service.status()).toMatchObject({ lastCheckpoint: { keyId, seq: 2 } })
  })
})

/** What somebody does who may do anything to the database. */
async function withoutGuards(storage: Storage, work: () => Promise<unknown>): Promise<void> {
  if (storage.engine === 'postgres') {
    for (const table of ['audit_chain', 'audit_checkpoints'])
      await sql.raw(`alter table ${table} disable trigger all`).execute(storage.db)
  } else {
    for (const name of ['audit_chain_no_change', 'audit_chain_no_delete', 'audit_checkpoints_no_delete']) {
      await sql.raw(`drop trigger ${name}`).execute(storage.db)
    }
  }
  await work()
}

async function waitUntil(holds: () => Promise<boolean>, limitMs = 5000): Promise<void> {
  const end = Date.now() + limitMs
  while (!(await holds().catch(() => false))) {
    if (Date.now() > end) throw new Error(`not within ${limitMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
