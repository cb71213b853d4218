import { setTimeout as pause } from 'node:timers/promises'
import { beforeEach, expect, it } from 'vitest'
import type { CallContext } from '#main/platform/caller.ts'
import type { AccessRule, Permission } from '#shared/contract/permissions.ts'
import { describeOnEachDatabase } from '#test/stores/describe-on-each-database.ts'
import { holdersOf, recomputeHeldAccess } from '../repository/held-access.ts'
import { RightsWorld } from '../testing/rights-world.ts'
import type { RoleInput } from './role-service.ts'

function role(name: string, rules: AccessRule[] = [], requiresTwoFactor = false): RoleInput {
  return { name, description: '', rules, requiresTwoFactor }
}

function allow(permissions: Permission[], conditions: AccessRule['conditions'] = {}): AccessRule {
  return { effect: 'allow', permissions, conditions }
}

describeOnEachDatabase('roles of the site', (open) => {
  let world: RightsWorld
  let administrator: CallContext

  beforeEach(async () => {
    world = new RightsWorld(await open())
    administrator = await world.as(await world.person('管理者', 'administrator'))
  })

  it('give their rights to whoever holds them, by themselves or through a group, once', async () => {
    const { id } = await world.rights.roles.create(role('夜間', [allow(['backup.run'])]), administrator)
    const [own, viaGroup, both] = [
      await world.person('own', id),
      await world.person('group', 'viewer'),
      await world.person('both', id),
    ]
    await world.group('夜勤', id, [viaGroup, both])
    await world.group('見学', 'viewer', [both])
    const rules = [{ ...allow(['backup.run']), roleName: '夜間' }]
    expect(await world.held(own)).toEqual({ builtInRoles: [], rules, twoFactor: false })
    expect(await world.held(viaGroup)).toEqual({ builtInRoles: ['viewer'], rules, twoFactor: false })
    expect(await world.held(both)).toEqual({ builtInRoles: ['viewer'], rules, twoFactor: false })
    expect((await holdersOf(world.storage.db, id)).sort()).toEqual([own, viaGroup, both].sort())
    const { builtIn, custom } = await world.rights.roles.list()
    expect(custom).toMatchObject([{ name: '夜間', userCount: 3 }])
    expect(builtIn.map(({ role: one, userCount }) => [one, userCount])).toContainEqual(['viewer', 2])
  })

  it('take effect at once when they change, and tell whose rights are others now', async () => {
    const { id } = await world.rights.roles.create(role('夜間', [allow(['backup.run'])]), administrator)
    const holder = await world.person('holder', id)
    const bystander = await world.person('bystander', 'viewer')
    world.announced.length = 0
    const changed = role('夜間', [allow(['backup.read']), { ...allow(['backup.run']), effect: 'deny' }], true)
    expect(await world.rights.roles.update(id, changed, administrator)).toMatchObject({ userCount: 1 })
    const { caller } = await world.as(holder)
    expect(world.access.permissionsOf(caller, '')).toEqual(['backup.read'])
    expect(await world.held(holder)).toMatchObject({ twoFactor: true })
    expect(world.announced).toEqual([
      { type: 'security.role.changed', id },
      { type: 'security.user.changed', id: holder },
    ])
    expect(await world.held(bystander)).toMatchObject({ twoFactor: false, rules: [] })
    expect(await world.audited()).toContainEqual([
      'security.roles.update',
      '管理者',
      { before: role('夜間', [allow(['backup.run'])]), after: changed },
    ])
  })

  it('stay while people, groups or invitations use them, and name those', async () => {
    const { id } = await world.rights.roles.create(role('夜間'), administrator)
    await world.person('花子', id)
    await world.group('夜勤', id, [])
    const used = { code: 'IN_USE', data: { resource: 'role', id, usedBy: ['花子', '夜勤'] } }
    await expect(world.rights.roles.remove(id, administrator)).rejects.toMatchObject(used)
    const other = await world.rights.roles.create(role('昼間'), administrator)
    await world.rights.roles.remove(other.id, administrator)
    await expect(world.rights.roles.remove(other.id, administrator)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('have names of their own, which are not those of the program’s roles', async () => {
    await world.rights.roles.create(role('夜間'), administrator)
    const taken = { code: 'CONFLICT', data: { resource: 'role', field: 'name' } }
    await expect(world.rights.roles.create(role('夜間'), administrator)).rejects.toMatchObject(taken)
    await expect(world.rights.roles.create(role('Ａdministrator'), administrator)).rejects.toMatchObject(taken)
    const { id } = await world.rights.roles.create(role('昼間'), administrator)
    await expect(world.rights.roles.update(id, role('夜間'), administrator)).rejects.toMatchObject(taken)
  })

  it('refuse a condition on things for rights that are not about things', async () => {
    const odd = role('odd', [allow(['backup.run', 'users.manage'], { owner: 'own' })])
    await expect(world.rights.roles.create(odd, administrator)).rejects.toMatchObject({
      code: 'VALIDATION',
      data: { issues: [{ path: 'rules.0.conditions.owner', message: 'condition-has-no-meaning' }] },
    })
  })

  it('can give nothing that whoever makes them does not hold', async () => {
    const office = ['192.0.2.0/24']
    const steward = await world.rights.roles.create(
      role('世話役', [allow(['roles.manage', 'users.manage']), allow(['backup.run'], { networks: office })]),
      administrator,
    )
    const context = await world.as(await world.person('steward', steward.id))
    const missing = (permission: Permission) => ({ code: 'FORBIDDEN', data: { permission } })
    const { roles } = world.rights
    await expect(roles.create(role('a', [allow(['backup.restore'])]), context)).rejects.toMatchObject(
      missing('backup.restore'),
    )
    await expect(roles.create(role('b', [allow(['backup.run'])]), context)).rejects.toMatchObject(missing('backup.run'))
    const narrow = await roles.create(role('c', [allow(['backup.run'], { networks: office, owner: 'own' })]), context)
    await expect(roles.update(steward.id, role('世話役', [allow(['settings.manage'])]), context)).rejects.toMatchObject(
      missing('settings.manage'),
    )
    await expect(
      roles.update(narrow.id, role('c', [allow(['backup.run'], { networks: ['0.0.0.0/0'] })]), context),
    ).rejects.toMatchObject(missing('backup.run'))
  })

  it('can lift no denial that holds for whoever changes them', async () => {
    const deny = (permissions: Permission[], conditions: AccessRule['conditions'] = {}): AccessRule => ({
      ...allow(permissions, conditions),
      effect: 'deny',
    })
    const office = { networks: ['192.0.2.0/24'] }
    const { roles } = world.rights
    const rules = [allow(['roles.manage', 'backup.run', 'backup.restore']), deny(['backup.restore'], office)]
    const { id } = await roles.create(role('世話役', rules), administrator)
    const context = await world.as(await world.person('steward', id))
    const change = (changed: AccessRule[], by = context) => roles.update(id, role('世話役', changed), by)
    const refused = { code: 'FORBIDDEN', data: { permission: 'backup.restore' } }
    await expect(change([allow(['backup.run'])])).rejects.toMatchObject(refused)
    const narrower = deny(['backup.restore'], { networks: ['192.0.2.1/32'] })
    await expect(change([allow(['backup.run']), narrower])).rejects.toMatchObject(refused)
    await change([allow(['roles.manage', 'backup.run']), deny(['backup.restore'])])
    await change([allow(['backup.run'])], administrator)
  })

  it('leave nobody with rights of before when a group gets a role while somebody joins it', async () => {
    const { id } = await world.rights.roles.create(role('夜間', [allow(['backup.run'])]), administrator)
    const newcomer = await world.person('newcomer', 'viewer')
    const groupId = await world.group('夜勤', null, [])
    const roleChanged = Promise.withResolvers<void>()
    const change = world.storage.transaction(async (tx) => {
      await tx.updateTable('userGroups').set({ role: id }).where('id', '=', groupId).execute()
      await recomputeHeldAccess(tx, await holdersOf(tx, id))
      roleChanged.resolve()
      await pause(200)
    })
    await roleChanged.promise
    const join = world.storage.transaction(async (tx) => {
      await tx.insertInto('groupMembers').values({ groupId, userId: newcomer }).execute()
      await recomputeHeldAccess(tx, [newcomer])
    })
    await Promise.all([change, join])
    expect(await world.held(newcomer)).toMatchObject({ builtInRoles: ['viewer'], rules: [{ roleName: '夜間' }] })
  })
})

describeOnEachDatabase('why may I not?', (open) => {
  let world: RightsWorld
  let administrator: CallContext

  beforeEach(async () => {
    world = new RightsWorld(await open())
    administrator = await world.as(await world.person('管理者', 'administrator'))
  })

  it('is answered with the roles of program and site that would let one', async () => {
    await world.rights.roles.create(role('夜間', [allow(['backup.run'])]), administrator)
    await world.rights.roles.create(role('禁止', [{ ...allow(['backup.run']), effect: 'deny' }]), administrator)
    const auditor = await world.as(await world.person('監査', 'auditor'))
    expect(await world.rights.explainer.explain({ permission: 'backup.run' }, auditor)).toEqual({
      allowed: false,
      permission: 'backup.run',
      reason: { code: 'no-role-grants-it', rolesThatWould: ['administrator', 'operator', '夜間'] },
    })
  })

  it('is asked about others by those who look after people only', async () => {
    const viewer = await world.person('閲覧', 'viewer')
    const operator = await world.person('運用', 'operator')
    const { explainer } = world.rights
    const inquiry = { permission: 'backup.run', userId: operator } as const
    expect(await explainer.explain(inquiry, administrator)).toMatchObject({ allowed: true })
    await expect(explainer.explain(inquiry, await world.as(viewer))).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await explainer.explain({ ...inquiry, userId: viewer }, await world.as(viewer))).toMatchObject({
      allowed: false,
    })
    await world.storage.db.updateTable('users').set({ state: 'disabled' }).where('id', '=', operator).execute()
    expect(await explainer.explain(inquiry, administrator)).toMatchObject({ reason: { code: 'account-disabled' } })
  })
})
