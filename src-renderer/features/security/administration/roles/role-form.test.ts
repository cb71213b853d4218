import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AccessRule, accessRuleSchema, permissions } from '#shared/contract/permissions.ts'
import { emptyRule, faultsOf, linesOf, roleFormSchema, roleValuesOf, ruleOf, wrongNetworks } from './role-form.ts'

const filled = { ...emptyRule, permissions: ['backup.run'] } as const

const rules: fc.Arbitrary<AccessRule> = fc.record({
  effect: fc.constantFrom('allow', 'deny'),
  permissions: fc.uniqueArray(fc.constantFrom(...permissions), { minLength: 1 }),
  conditions: fc.record(
    {
      owner: fc.constant('own'),
      sites: fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 3 }),
      environments: fc.uniqueArray(fc.constantFrom('development', 'staging', 'production'), { minLength: 1 }),
      hours: fc.record({
        days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }).map((days) => days.toSorted()),
        from: fc.constantFrom('00:00', '09:30', '22:00'),
        to: fc.constantFrom('06:00', '23:59'),
      }),
      networks: fc.uniqueArray(fc.constantFrom('10.0.0.0/8', '192.168.1.0/24', 'fd00::/8'), { minLength: 1 }),
      highestClassification: fc.constantFrom('public', 'internal', 'confidential', 'restricted'),
    },
    { requiredKeys: [] },
  ),
})

describe('the form of a role', () => {
  it('gives back the rules it was filled with, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(rules, { maxLength: 4 }), (written) => {
        const role = {
          id: '',
          name: '',
          description: '',
          rules: written,
          requiresTwoFactor: false,
          userCount: 0,
          createdAt: '',
          updatedAt: '',
        }
        expect(roleValuesOf(role).rules.map(ruleOf)).toEqual(written)
      }),
    )
  })

  it('makes rules the program takes', () => {
    expect(accessRuleSchema.safeParse(ruleOf(filled)).success).toBe(true)
    expect(ruleOf(filled).conditions).toEqual({})
  })

  it('names the fields that cannot be taken', () => {
    expect([...faultsOf(emptyRule)]).toEqual(['permissions'])
    expect([...faultsOf({ ...filled, networks: '10.0.0.0/8\noffice' })]).toEqual(['networks'])
    expect([...faultsOf({ ...filled, limitsHours: true, days: [] })]).toEqual(['hours'])
    expect([...faultsOf({ ...filled, days: [] })]).toEqual([])
  })

  it('refuses a role with a rule that cannot be taken', () => {
    const role = { name: '夜間オペレーター', description: '', requiresTwoFactor: true, rules: [filled] }
    expect(roleFormSchema.safeParse(role).success).toBe(true)
    expect(roleFormSchema.safeParse({ ...role, rules: [filled, emptyRule] }).success).toBe(false)
    expect(roleFormSchema.safeParse({ ...role, name: ' ' }).success).toBe(false)
  })

  it('reads networks typed in full width, and points at the others', () => {
    expect(linesOf(' １０.0.0.0/８ \r\n\n::1/128')).toEqual(['10.0.0.0/8', '::1/128'])
    expect(wrongNetworks('10.0.0.0/8\n10.0.0.1\n300.0.0.0/8')).toEqual(['10.0.0.1', '300.0.0.0/8'])
  })
})
