import { beforeEach, expect, it } from 'vitest'
import type { CallContext } from '#main/platform/caller.ts'
import { dayMs } from '#main/platform/durations.ts'
import { isAppError } from '#shared/contract/errors.ts'
import { describeOnEachDatabase } from '#test/stores/describe-on-each-database.ts'
import { RightsWorld } from '../testing/rights-world.ts'

const change = { action: 'backup.repositories.remove', input: { id: 'r1' }, target: '本社', detail: { snapshots: 3 } }

describeOnEachDatabase('what two people decide', (open) => {
  let world: RightsWorld
  let hanako: CallContext
  let taro: CallContext
  let jiro: CallContext
  let carriedOut: { action: string; input: unknown; context: CallContext }[]

  beforeEach(async () => {
    world = new RightsWorld(await open())
    hanako = await world.as(await world.person('花子', 'administrator'))
    taro = await world.as(await world.person('太郎', 'administrator'))
    jiro = await world.as(await world.person('次郎', 'administrator'))
    carriedOut = []
    world.rights.carryOutWith(async (action, input, context) => {
      carriedOut.push({ action, input, context })
      await world.rights.approvals.gate(context, 'delete-repository', { ...change, input })
      return null
    })
  })

  /** Asks through the gate, which must stay closed, and answers the id of the request. */
  async function ask(context: CallContext, wanted = change): Promise<string> {
    const refused = await world.rights.approvals.gate(context, 'delete-repository', wanted).catch((error) => error)
    if (!isAppError(refused, 'APPROVAL_REQUIRED')) throw new Error('the gate stood open')
    return refused.data.approvalId
  }

  it('is done at once when the second one approves, in the name of the first, and both are on record', async () => {
    const id = await ask(hanako)
    const done = await world.rights.approvals.approve(id, '確認済み', taro)
    expect(done).toMatchObject({ state: 'approved', failureCode: null, mine: false, decidedBy: { name: '太郎' } })
    expect(carriedOut).toMatchObject([
      {
        action: change.action,
        input: change.input,
        context: {
          caller: { kind: 'user', name: '花子' },
          transport: 'internal',
          approval: { id, decidedByName: '太郎' },
        },
      },
    ])
    const about = { kind: 'delete-repository', action: change.action, target: '本社', requestedBy: '花子' }
    expect(await world.audited()).toEqual([
      ['security.approvals.request', '花子', about],
      ['security.approvals.approve', '太郎', { ...about, reason: '確認済み' }],
    ])
  })

  it('tells those who can decide, not the one who asks, and later that one', async () => {
    await world.person('閲覧', 'viewer')
    const id = await ask(hanako)
    const notices = () => world.announced.filter(({ type }) => type === 'notice')
    expect(notices()).toHaveLength(2)
    expect(notices()).toMatchObject([
      { code: 'security.notice.approval-requested', link: `/security/approvals/${id}` },
      { code: 'security.notice.approval-requested' },
    ])
    await world.rights.approvals.reject(id, 'まだ必要です', taro)
    expect(notices().at(-1)).toMatchObject({ code: 'security.notice.approval-rejected', severity: 'warning' })
    expect(world.announced).toContainEqual({ type: 'security.approval.changed', id })
  })

  it('is asked once however often the first one tries', async () => {
    const id = await ask(hanako)
    expect(await ask(hanako)).toBe(id)
    expect(await ask(hanako, { ...change, input: { id: 'r2' } })).not.toBe(id)
    expect(await ask(taro)).not.toBe(id)
  })

  it('is not approved by whoever asked, not through a key of theirs, and not from the machine', async () => {
    const id = await ask(hanako)
    if (hanako.caller.kind !== 'user') throw new Error('not a person')
    const { userId, held } = hanako.caller
    const key = world.call({ kind: 'api-key', keyId: 'k', name: 'key', scopes: ['approvals.decide'], userId, held })
    const machine = world.call({ kind: 'local-operator', systemUser: 'root' })
    const { approvals } = world.rights
    await expect(approvals.approve(id, '', hanako)).rejects.toMatchObject({ code: 'APPROVAL_OWN' })
    await expect(approvals.reject(id, 'x', hanako)).rejects.toMatchObject({ code: 'APPROVAL_OWN' })
    await expect(approvals.approve(id, '', key)).rejects.toMatchObject({ code: 'APPROVAL_OWN' })
    await expect(approvals.approve(id, '', machine)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const fromKey = await ask(key, { ...change, input: { id: 'r9' } })
    await expect(approvals.approve(fromKey, '', hanako)).rejects.toMatchObject({ code: 'APPROVAL_OWN' })
    expect(carriedOut).toEqual([])
  })

  it('is done once when two approve at the same moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = await ask(hanako, { ...change, input: { id: `r${round}` } })
      const answers = await Promise.allSettled([
        world.rights.approvals.approve(id, '', taro),
        world.rights.approvals.approve(id, '', jiro),
        world.rights.approvals.reject(id, 'x', jiro),
      ])
      expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      for (const answer of answers) {
        if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'STALE' })
      }
      expect(carriedOut.filter(({ input }) => JSON.stringify(input).includes(`r${round}"`)).length).toBeLessThanOrEqual(
        1,
      )
    }
  })

  it('opens the gate for exactly what was approved, and only while it is carried out', async () => {
    const id = await ask(hanako)
    world.rights.carryOutWith(async (_action, _input, context) => {
      const { gate } = world.rights.approvals
      const through = (wanted: typeof change) => gate.call(world.rights.approvals, context, 'delete-repository', wanted)
      await expect(through({ ...change, input: { id: 'r2' } })).rejects.toMatchObject({ code: 'APPROVAL_REQUIRED' })
      await expect(through({ ...change, action: 'other' })).rejects.toMatchObject({ code: 'APPROVAL_REQUIRED' })
      await through(change)
      carriedOut.push({ action: '', input: null, context })
      return null
    })
    expect(await world.rights.approvals.approve(id, '', taro)).toMatchObject({ state: 'approved' })
    const [done] = carriedOut
    if (done === undefined) throw new Error('nothing was carried out')
    await expect(world.rights.approvals.gate(done.context, 'delete-repository', change)).rejects.toMatchObject({
      code: 'APPROVAL_REQUIRED',
    })
  })

  it('counts as failed when it could not be done, and as interrupted until then', async () => {
    const id = await ask(hanako)
    let during: unknown
    world.rights.carryOutWith(async () => {
      during = (await world.rights.approvals.list({ limit: 50, show: 'all' }, taro)).items[0]
      return 'IN_USE'
    })
    expect(await world.rights.approvals.approve(id, '', taro)).toMatchObject({ state: 'failed', failureCode: 'IN_USE' })
    expect(during).toMatchObject({ state: 'failed', failureCode: 'TASK_INTERRUPTED' })
  })

  it('is not done for somebody who may not sign in any more', async () => {
    const id = await ask(hanako)
    await world.storage.db.updateTable('users').set({ state: 'disabled' }).where('name', '=', '花子').execute()
    expect(await world.rights.approvals.approve(id, '', taro)).toMatchObject({
      state: 'failed',
      failureCode: 'FORBIDDEN',
    })
    expect(carriedOut).toEqual([])
  })

  it('expires after seven days and is no longer decided then', async () => {
    const id = await ask(hanako)
    world.nowMs += 7 * dayMs
    const { approvals } = world.rights
    expect((await approvals.list({ limit: 50, show: 'waiting' }, taro)).items).toEqual([])
    expect((await approvals.list({ limit: 50, show: 'all' }, taro)).items).toMatchObject([{ id, state: 'expired' }])
    await expect(approvals.approve(id, '', taro)).rejects.toMatchObject({ code: 'STALE' })
    await expect(approvals.withdraw(id, hanako)).rejects.toMatchObject({ code: 'STALE' })
    expect(await ask(hanako)).not.toBe(id)
  })

  it('is withdrawn by whoever asked only, and seen by others only if they decide', async () => {
    const viewer = await world.as(await world.person('閲覧', 'viewer'))
    const id = await ask(hanako)
    const { approvals } = world.rights
    await expect(approvals.withdraw(id, taro)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await approvals.list({ limit: 50, show: 'all' }, viewer)).items).toEqual([])
    expect((await approvals.list({ limit: 50, show: 'all' }, hanako)).items).toMatchObject([{ id, mine: true }])
    expect(await approvals.withdraw(id, hanako)).toMatchObject({ state: 'withdrawn' })
    await expect(approvals.approve(id, '', taro)).rejects.toMatchObject({ code: 'STALE' })
  })

  it('lists in pages, the newest first', async () => {
    for (let n = 0; n < 3; n += 1) await ask(hanako, { ...change, input: { id: `r${n}` } })
    const first = await world.rights.approvals.list({ limit: 2, show: 'waiting' }, taro)
    const second = await world.rights.approvals.list(
      { limit: 2, show: 'waiting', cursor: first.nextCursor ?? '' },
      taro,
    )
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 1, null])
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(3)
  })

  it('asks nobody where the settings name no such kind, nor for what the program does by itself', async () => {
    await world.rights.approvals.gate(world.call({ kind: 'system' }), 'delete-repository', change)
    world.approvalsRequired = ['disable-verification']
    await world.rights.approvals.gate(hanako, 'delete-repository', change)
    await expect(world.rights.approvals.gate(hanako, 'disable-verification', change)).rejects.toMatchObject({
      code: 'APPROVAL_REQUIRED',
    })
  })
})
