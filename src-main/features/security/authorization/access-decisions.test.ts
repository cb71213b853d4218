import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import type { ApiKeyCaller } from '#main/platform/caller.ts'
import type { AccessConditions, AccessRule, HeldAccess, Permission } from '#shared/contract/permissions.ts'
import { permissions } from '#shared/contract/permissions.ts'
import type { AccessResource } from '#shared/features/security/contract/rights.ts'
import { userCaller } from '#test/fixtures/signed-in.ts'
import { AccessDecisions } from './access-decisions.ts'
import { CompiledAccess } from './compiled-access.ts'

let now: Date
let environment: 'development' | 'staging' | 'production'
let access: AccessDecisions

beforeEach(() => {
  now = new Date('2026-11-23T01:00:00Z')
  environment = 'production'
  access = new AccessDecisions({
    clock: { now: () => now },
    settings: () => ({ environment, timeZone: 'Asia/Tokyo' }),
    site: () => ({ siteName: '東京' }),
  })
})

const mine = '0199f000-0000-7000-8000-000000000001'
const theirs = '0199f000-0000-7000-8000-000000000009'

function rule(
  effect: AccessRule['effect'],
  given: Permission[],
  conditions: AccessConditions = {},
  roleName = '現場担当',
): HeldAccess['rules'][number] {
  return { effect, permissions: given, conditions, roleName }
}

function holding(...rules: HeldAccess['rules']) {
  return userCaller('viewer', { held: { builtInRoles: [], rules } })
}

function thing(change: Partial<AccessResource> = {}): AccessResource {
  return { kind: 'backup-repository', ownerId: mine, classification: 'internal', ...change }
}

function reasonOf(held: HeldAccess['rules'], permission: Permission, resource?: AccessResource, remoteAddress = '') {
  return access.decide(holding(...held), permission, { resource, remoteAddress }).reason
}

describe('who may do what', () => {
  it('gives a role that comes with the program its rights, by name, and nothing else', () => {
    expect(access.decide(userCaller('operator'), 'backup.run')).toEqual({
      allowed: true,
      permission: 'backup.run',
      reason: { code: 'granted-by-role', role: 'operator' },
    })
    expect(access.decide(userCaller('operator'), 'backup.manage')).toEqual({
      allowed: false,
      permission: 'backup.manage',
      reason: { code: 'no-role-grants-it', rolesThatWould: ['administrator'] },
    })
  })

  it('lets a denial win over every allowance, whatever their order', () => {
    const held: HeldAccess = {
      builtInRoles: ['administrator'],
      rules: [rule('deny', ['backup.restore'], {}, '復元禁止'), rule('allow', ['backup.restore'])],
    }
    expect(access.decide(userCaller('administrator', { held }), 'backup.restore').reason).toEqual({
      code: 'denied-by-rule',
      role: '復元禁止',
    })
    expect(access.decide(userCaller('administrator', { held }), 'backup.run').allowed).toBe(true)
  })

  it('lets a stranger do nothing, and the owner of the data folder and the program itself everything', () => {
    for (const permission of permissions) {
      expect(access.decide({ kind: 'anonymous' }, permission).allowed).toBe(false)
      expect(access.decide({ kind: 'local-operator', systemUser: 'root' }, permission).allowed).toBe(true)
      expect(access.decide({ kind: 'system', onBehalfOf: mine }, permission).allowed).toBe(true)
    }
  })

  it('asks for what a person owes before everything', () => {
    const owing = userCaller('administrator', { duty: 'change-password' })
    expect(access.decide(owing, 'backup.read').reason).toEqual({ code: 'duty-first', duty: 'change-password' })
    expect(access.permissionsOf(owing)).toEqual([])
  })

  it('lets a key do what its scopes and the rights of its maker both allow', () => {
    const key = (scopes: Permission[], held: HeldAccess): ApiKeyCaller => ({
      ...{ kind: 'api-key', keyId: theirs, name: '監視', userId: mine, scopes, held },
    })
    const operator: HeldAccess = { builtInRoles: ['operator'], rules: [] }
    expect(access.decide(key(['backup.run'], operator), 'backup.run').allowed).toBe(true)
    expect(access.decide(key(['backup.run'], operator), 'backup.read').reason).toEqual({ code: 'outside-key-scope' })
    expect(access.decide(key(['backup.manage'], operator), 'backup.manage').reason.code).toBe('no-role-grants-it')
    expect(access.permissionsOf(key(['backup.run', 'backup.manage'], operator))).toEqual(['backup.run'])
  })
})

describe('conditions of a rule', () => {
  it('on the owner hold for what is one’s own, and fail where nobody knows whose it is', () => {
    const own = [rule('allow', ['backup.run'], { owner: 'own' })]
    expect(reasonOf(own, 'backup.run', thing()).code).toBe('granted-by-role')
    expect(reasonOf(own, 'backup.run', thing({ ownerId: theirs }))).toEqual({
      code: 'condition-not-met',
      role: '現場担当',
      condition: 'owner',
    })
    expect(reasonOf(own, 'backup.run', thing({ ownerId: null })).code).toBe('condition-not-met')
    expect(reasonOf(own, 'backup.run', { kind: 'backup-job' }).code).toBe('condition-not-met')
  })

  it('on the thing stay open while no thing is named, so that what may exist is shown', () => {
    expect(reasonOf([rule('allow', ['backup.run'], { owner: 'own' })], 'backup.run').code).toBe('granted-by-role')
    const secret = [rule('allow', ['backup.run']), rule('deny', ['backup.run'], { highestClassification: 'public' })]
    expect(reasonOf(secret, 'backup.run').code).toBe('granted-by-role')
    expect(reasonOf(secret, 'backup.run', thing({ classification: 'public' })).code).toBe('denied-by-rule')
  })

  it('on the thing grant nothing where the right is not about things', () => {
    const odd = [rule('allow', ['users.manage'], { owner: 'own' })]
    expect(reasonOf(odd, 'users.manage')).toMatchObject({ code: 'condition-not-met', condition: 'owner' })
    const denied = [rule('allow', ['users.manage']), rule('deny', ['users.manage'], { owner: 'own' })]
    expect(reasonOf(denied, 'users.manage').code).toBe('denied-by-rule')
  })

  it('on the classification hold up to the highest', () => {
    const upTo = [rule('allow', ['backup.read'], { highestClassification: 'confidential' })]
    const codes = (['public', 'internal', 'confidential', 'restricted'] as const).map(
      (classification) => reasonOf(upTo, 'backup.read', thing({ classification })).code,
    )
    expect(codes).toEqual(['granted-by-role', 'granted-by-role', 'granted-by-role', 'condition-not-met'])
    expect(reasonOf(upTo, 'backup.read', { kind: 'backup-job' }).code).toBe('condition-not-met')
  })

  it('on the site look at that of the thing, else at this one', () => {
    const tokyo = [rule('allow', ['backup.read'], { sites: ['東京'] })]
    expect(reasonOf(tokyo, 'backup.read').code).toBe('granted-by-role')
    expect(reasonOf(tokyo, 'backup.read', thing({ site: '大阪' }))).toMatchObject({ condition: 'sites' })
    expect(reasonOf([rule('allow', ['users.manage'], { sites: ['大阪'] })], 'users.manage')).toMatchObject({
      condition: 'sites',
    })
  })

  it('on the environment look at that of the installation', () => {
    const testing = [rule('allow', ['backup.restore'], { environments: ['development', 'staging'] })]
    expect(reasonOf(testing, 'backup.restore')).toMatchObject({ condition: 'environments' })
    environment = 'staging'
    expect(reasonOf(testing, 'backup.restore').code).toBe('granted-by-role')
  })

  it('on networks count windows as this machine and fail where the address is unknown', () => {
    const office = [rule('allow', ['backup.run'], { networks: ['192.0.2.0/24', '2001:db8::/32'] })]
    expect(reasonOf(office, 'backup.run', undefined, '192.0.2.7').code).toBe('granted-by-role')
    expect(reasonOf(office, 'backup.run', undefined, '198.51.100.1')).toMatchObject({ condition: 'networks' })
    expect(reasonOf(office, 'backup.run', undefined, '')).toMatchObject({ condition: 'networks' })
    expect(access.decide(holding(...office), 'backup.run').reason).toMatchObject({ condition: 'networks' })
    const barred = [rule('allow', ['backup.run']), rule('deny', ['backup.run'], { networks: ['192.0.2.0/24'] })]
    expect(access.decide(holding(...barred), 'backup.run').reason.code).toBe('denied-by-rule')
  })

  it('on hours follow the clock of the site', () => {
    const shift = [rule('allow', ['backup.run'], { hours: { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:30' } })]
    expect(reasonOf(shift, 'backup.run').code).toBe('granted-by-role')
    now = new Date('2026-11-23T08:30:00Z')
    expect(reasonOf(shift, 'backup.run')).toMatchObject({ condition: 'hours' })
  })
})

describe('the scope for a query', () => {
  const context = (held: HeldAccess['rules'], remoteAddress = '') => ({ caller: holding(...held), remoteAddress })

  it('leaves what the rules say of things, after what is known of the call', () => {
    const held = [
      rule('allow', ['backup.read'], { owner: 'own' }),
      rule('allow', ['backup.read'], { highestClassification: 'public', networks: ['192.0.2.0/24'] }),
      rule('deny', ['backup.read'], {
        highestClassification: 'public',
        hours: { days: [6, 7], from: '00:00', to: '00:00' },
      }),
    ]
    expect(access.scopeOf(context(held), 'backup.read')).toEqual({ allowed: [{ ownerId: mine }], denied: [] })
    now = new Date('2026-11-22T01:00:00Z')
    expect(access.scopeOf(context(held, '192.0.2.1'), 'backup.read')).toEqual({
      allowed: expect.arrayContaining([{ ownerId: mine }, { classifications: ['public'] }]),
      denied: [{ classifications: ['public'] }],
    })
  })

  it('says the same as a decision about each thing', () => {
    const conditions = fc.record(
      {
        owner: fc.constant('own' as const),
        sites: fc.constantFrom('東京', '大阪').map((site) => [site]),
        highestClassification: fc.constantFrom('public', 'internal', 'confidential', 'restricted'),
        networks: fc.constantFrom('127.0.0.0/8', '192.0.2.0/24').map((network) => [network]),
      },
      { requiredKeys: [] },
    )
    const rules = fc.array(fc.tuple(fc.constantFrom('allow', 'deny'), conditions), { maxLength: 5 })
    const things = fc.record({
      ownerId: fc.constantFrom(mine, theirs, null),
      classification: fc.constantFrom('public', 'internal', 'confidential', 'restricted'),
    })
    fc.assert(
      fc.property(rules, things, (given, one) => {
        const held = given.map(([effect, wanted]) => rule(effect, ['backup.read'], wanted))
        const { allowed, denied } = access.scopeOf(context(held), 'backup.read')
        const matches = (list: typeof allowed) =>
          list.some(
            ({ ownerId, classifications }) =>
              (ownerId === undefined || ownerId === one.ownerId) &&
              (classifications === undefined || classifications.includes(one.classification)),
          )
        const inScope = matches(allowed) && !matches(denied)
        expect(inScope).toBe(
          access.decide(holding(...held), 'backup.read', { resource: thing(one), remoteAddress: '' }).allowed,
        )
      }),
      { numRuns: 500 },
    )
  })
})

describe('compiled rights', () => {
  it('are remembered by what is held, and only so many', () => {
    const compiled = new CompiledAccess()
    const held = (name: string): HeldAccess => ({ builtInRoles: [], rules: [rule('allow', ['backup.read'], {}, name)] })
    const first = compiled.of(held('0'))
    expect(compiled.of(held('0'))).toBe(first)
    for (let n = 1; n <= 600; n += 1) compiled.of(held(String(n)))
    expect(compiled.size).toBe(500)
    expect(compiled.of(held('0'))).not.toBe(first)
  })
})
