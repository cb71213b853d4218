import { isContractProcedure } from '@orpc/contract'
import { describe, expect, it } from 'vitest'
import { errorData } from './errors.ts'
import { permissions } from './permissions.ts'
import { contract } from './root.ts'

const accesses = new Set<unknown>(['public', 'self', 'signed-in', ...permissions])
const rateLimits = new Set<unknown>([
  'read',
  'write',
  'delete',
  'search',
  'login',
  'register',
  'password-reset',
  'two-factor',
  'upload',
  'report',
  'backup-run',
  'admin',
  'live',
  'other',
])
const audits = new Set<unknown>(['none', 'change', 'sensitive-read'])

function* procedures(node: object, path: readonly string[] = []): Generator<{ name: string; procedure: object }> {
  for (const [key, child] of Object.entries(node)) {
    const childPath = [...path, key]
    if (isContractProcedure(child)) yield { name: childPath.join('.'), procedure: child }
    else yield* procedures(child, childPath)
  }
}

const all = [...procedures(contract)].flatMap(({ name, procedure }) =>
  isContractProcedure(procedure) ? [{ name, definition: procedure['~orpc'] }] : [],
)

describe('the root contract', () => {
  it('holds the procedures of every feature', () => {
    expect(all.length).toBeGreaterThan(40)
    expect(new Set(all.map(({ name }) => name.split('.')[0]))).toEqual(new Set(Object.keys(contract)))
  })

  it.each(all)('says who may call $name, how often, and whether it is recorded', ({ definition }) => {
    expect(accesses.has(Reflect.get(definition.meta, 'access'))).toBe(true)
    expect(rateLimits.has(Reflect.get(definition.meta, 'rateLimit'))).toBe(true)
    expect(audits.has(Reflect.get(definition.meta, 'audit'))).toBe(true)
  })

  it.each(all)('gives $name a REST method, a plural kebab-case path and an output', ({ definition }) => {
    expect(definition.route.method).toMatch(/^(GET|POST|PUT|PATCH|DELETE)$/)
    expect(definition.route.path).toMatch(/^(\/([a-z0-9]+(-[a-z0-9]+)*|\{[a-zA-Z]+\}))+$/)
    expect(definition.outputSchema).toBeDefined()
  })

  it.each(all)('declares only registered errors on $name', ({ definition }) => {
    for (const code of Object.keys(definition.errorMap)) expect(Object.keys(errorData)).toContain(code)
  })

  it('lets no read change anything and no change go unrecorded', () => {
    for (const { name, definition } of all) {
      if (definition.route.method === 'GET') expect(Reflect.get(definition.meta, 'audit'), name).not.toBe('change')
      if (definition.route.method === 'DELETE') expect(Reflect.get(definition.meta, 'audit'), name).toBe('change')
    }
  })

  it('has one procedure for each method and path', () => {
    const routes = all.map(
      ({ definition }) => `${definition.route.method} ${definition.route.path?.replace(/\{\w+\}/g, '{}')}`,
    )
    expect(routes.filter((route, index) => routes.indexOf(route) !== index)).toEqual([])
  })
})
