import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createRouterClient } from '@orpc/server'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Caller } from '#main/platform/caller.ts'
import { systemClock } from '#main/platform/clock.ts'
import { newId } from '#main/platform/identifiers.ts'
import type { AccessRule, Classification } from '#shared/contract/permissions.ts'
import { userCaller } from '#test/fixtures/signed-in.ts'
import { describeOnEachDatabase } from '#test/stores/describe-on-each-database.ts'
import { callContext, openTestApplication, type TestApplication } from './test-application.ts'

const hanako = newId()
const taro = newId()
const at = Date.UTC(2026, 10, 22)

function person(userId: string, ...rules: AccessRule[]): Caller {
  const held = { builtInRoles: [], rules: rules.map((rule) => ({ ...rule, roleName: '現場担当' })) }
  return userCaller('viewer', { userId, held, steppedUpUntil: systemClock.now().getTime() + 60_000 })
}

const everything: AccessRule['permissions'] = ['backup.read', 'backup.run', 'backup.restore', 'backup.manage']
const own: AccessRule = { effect: 'allow', permissions: everything, conditions: { owner: 'own' } }
const upToInternal: AccessRule = {
  effect: 'allow',
  permissions: everything,
  conditions: { highestClassification: 'internal' },
}
const readsAll: AccessRule = { effect: 'allow', permissions: ['backup.read'], conditions: {} }

describeOnEachDatabase('repositories, jobs and runs', (open) => {
  let opened: TestApplication
  const ids = new Map<string, string>()

  beforeEach(async () => {
    opened = await openTestApplication({ storage: await open() })
    for (const [name, ownerId, classification] of [
      ['hers', hanako, 'internal'],
      ['his', taro, 'internal'],
      ['secret', hanako, 'restricted'],
      ['nobodys', null, 'public'],
    ] as const) {
      await addRepository(name, ownerId, classification)
    }
  })

  afterEach(() => opened.remove())

  function as(caller: Caller) {
    return createRouterClient(opened.app.router, { context: callContext({ caller }) }).backup
  }

  function idOf(name: string): string {
    return ids.get(name) ?? ''
  }

  /** A repository with one job and one run of it. */
  async function addRepository(name: string, ownerId: string | null, classification: Classification): Promise<void> {
    const { db } = opened.ports.storage
    const [repositoryId, jobId, runId] = [newId(), newId(), newId()]
    ids.set(name, repositoryId).set(`job of ${name}`, jobId).set(`run of ${name}`, runId)
    const location = { kind: 'local', path: `/nowhere/${name}` }
    const repository = { id: repositoryId, name, location: JSON.stringify(location), locationKey: name }
    const format = { formatId: name, formatVersion: 2, createdAt: at }
    await db
      .insertInto('backupRepositories')
      .values({ ...repository, ...format, ownerId, classification })
      .execute()
    const job = { id: jobId, name, repositoryId, sources: '["/home"]', excludes: '[]', tags: '[]', enabled: 1 }
    const choices = { useDefaultExcludes: 1, excludeCaches: 0, oneFileSystem: 0, compression: 'auto' } as const
    const times = { createdAt: at, updatedAt: at }
    await db
      .insertInto('backupJobs')
      .values({ ...job, ...choices, ...times, ownerId, classification })
      .execute()
    const run = { id: runId, kind: 'backup', state: 'failed', trigger: 'manual', jobId, jobName: name } as const
    const ofRun = {
      repositoryId,
      repositoryName: name,
      requestedBy: 'x',
      request: '{}',
      createdAt: at,
      problemCount: 0,
    }
    await db
      .insertInto('backupExecutions')
      .values({ ...run, ...ofRun })
      .execute()
  }

  const names = (page: { items: readonly { name: string }[] }) => page.items.map(({ name }) => name).sort()

  it('are listed as far as the caller may read them, in pages that are full', async () => {
    const hers = as(person(hanako, own))
    expect(names(await hers.repositories.list({}))).toEqual(['hers', 'secret'])
    expect(names(await hers.jobs.list({}))).toEqual(['hers', 'secret'])
    const runs = (await hers.executions.list({})).items.map(({ jobName }) => jobName)
    expect(runs.sort()).toEqual(['hers', 'secret'])
    const first = await hers.repositories.list({ limit: 1 })
    expect(first.items).toHaveLength(1)
    expect(names(await hers.repositories.list({ limit: 1, cursor: first.nextCursor ?? '' }))).toEqual(['secret'])
    const open = as(person(taro, upToInternal))
    expect(names(await open.repositories.list({}))).toEqual(['hers', 'his', 'nobodys'])
    const denied: AccessRule = { effect: 'deny', permissions: ['backup.read'], conditions: { owner: 'own' } }
    expect(names(await as(person(taro, readsAll, denied)).repositories.list({}))).toEqual(['hers', 'nobodys', 'secret'])
    expect(names(await as(userCaller('administrator')).repositories.list({}))).toHaveLength(4)
  })

  it('count in the overview as far as the caller may read them', async () => {
    const found = await as(person(hanako, own)).overview.get()
    expect(found).toMatchObject({ repositoryCount: 2, jobCount: 2 })
    expect(found.recent.map(({ jobName }) => jobName).sort()).toEqual(['hers', 'secret'])
    expect(found.needsAttention.every(({ subject }) => ['hers', 'secret'].includes(subject))).toBe(true)
    expect(await as(userCaller('administrator')).overview.get()).toMatchObject({ repositoryCount: 4, jobCount: 4 })
  })

  it('of others are refused one by one, with every procedure that names them', async () => {
    const his = as(person(taro, own, readsAll))
    const id = idOf('hers')
    const jobId = idOf('job of hers')
    const to = { ownerId: taro, classification: 'internal' } as const
    const refused = { code: 'FORBIDDEN' }
    await expect(his.repositories.rename({ id, name: 'x' })).rejects.toMatchObject(refused)
    await expect(his.repositories.remove({ id })).rejects.toMatchObject(refused)
    await expect(his.repositories.verify({ id })).rejects.toMatchObject(refused)
    await expect(his.repositories.setPassword({ id, password: 'x' })).rejects.toMatchObject(refused)
    const sheet = { id, language: 'ja', withPassword: true } as const
    await expect(his.repositories.emergencySheet(sheet)).rejects.toMatchObject(refused)
    await expect(his.repositories.unlock({ id })).rejects.toMatchObject(refused)
    await expect(his.repositories.setOwnership({ id, ...to })).rejects.toMatchObject(refused)
    await expect(his.jobs.remove({ id: jobId })).rejects.toMatchObject(refused)
    await expect(his.jobs.run({ id: jobId })).rejects.toMatchObject(refused)
    await expect(his.jobs.setOwnership({ id: jobId, ...to })).rejects.toMatchObject(refused)
    await expect(his.executions.cancel({ id: idOf('run of hers') })).rejects.toMatchObject(refused)
    const snapshot = { repositoryId: id, snapshotId: 'latest' }
    await expect(his.snapshots.browse(snapshot)).rejects.toMatchObject(refused)
    const order = { ...snapshot, paths: [], target: '/tmp/x', existing: 'never' as const }
    await expect(his.snapshots.restore(order)).rejects.toMatchObject(refused)
    const { createdAt: _c, updatedAt, ...job } = await his.jobs.get({ id: jobId })
    const { id: _i, repositoryName: _r, nextRunAt: _n, lastExecution: _l, runningExecutionId: _x, ...input } = job
    const { ownerId: _o, classification: _k, ...wanted } = input
    await expect(his.jobs.update({ ...wanted, id: jobId, expectedUpdatedAt: updatedAt })).rejects.toMatchObject(refused)
    await expect(his.jobs.create({ ...wanted, name: 'new' })).rejects.toMatchObject(refused)
    const stranger = as(person(taro, own))
    await expect(stranger.repositories.get({ id })).rejects.toMatchObject(refused)
    await expect(stranger.jobs.get({ id: jobId })).rejects.toMatchObject(refused)
    await expect(stranger.executions.get({ id: idOf('run of hers') })).rejects.toMatchObject(refused)
    await expect(stranger.snapshots.list({ repositoryId: id })).rejects.toMatchObject(refused)
    await opened.app.security.audit.flush()
    const rows = await opened.ports.storage.db.selectFrom('auditLog').selectAll().execute()
    expect(new Set(rows.filter(({ outcome }) => outcome === 'denied').map(({ action }) => action)).size).toBe(19)
  })

  it('take no owner or classification from who makes or changes them', async () => {
    const his = as(person(taro, own))
    const extra: object = { ownerId: hanako, classification: 'public' }
    const folder = await mkdtemp(path.join(tmpdir(), 'kuraban-ownership-'))
    const location = { kind: 'local', path: folder } as const
    const wanted = { name: 'new', location, password: 'long enough', ...extra }
    const repository = await his.repositories.create(wanted)
    await rm(folder, { recursive: true })
    expect(repository).toMatchObject({ ownerId: taro, classification: 'internal' })
    const job = {
      name: 'taken in',
      repositoryId: idOf('his'),
      sources: ['/home'],
      excludes: [],
      tags: [],
      schedule: null,
    }
    const choices = {
      useDefaultExcludes: true,
      excludeCaches: false,
      oneFileSystem: false,
      compression: 'auto',
    } as const
    const made = await his.jobs.create({ ...job, ...choices, excludeLargerThanBytes: null, enabled: true, ...extra })
    expect(made).toMatchObject({ ownerId: taro, classification: 'internal' })
  })

  it('change hands only where the caller may manage them before and after, and that is on record', async () => {
    const open = as(person(taro, upToInternal))
    const id = idOf('hers')
    await expect(
      open.repositories.setOwnership({ id, ownerId: taro, classification: 'restricted' }),
    ).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    const secret = { id: idOf('secret'), ownerId: taro, classification: 'public' } as const
    await expect(open.repositories.setOwnership(secret)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await open.repositories.setOwnership({ id, ownerId: null, classification: 'public' })).toMatchObject({
      ownerId: null,
      classification: 'public',
    })
    const rows = await opened.ports.storage.db
      .selectFrom('auditLog')
      .selectAll()
      .where('outcome', '=', 'done')
      .execute()
    expect(rows.map(({ action, target, detail }) => [action, target, JSON.parse(detail)])).toEqual([
      [
        'backup.repositories.setOwnership',
        id,
        {
          targetName: 'hers',
          before: { ownerId: hanako, classification: 'internal' },
          after: { ownerId: null, classification: 'public' },
        },
      ],
    ])
  })
})
