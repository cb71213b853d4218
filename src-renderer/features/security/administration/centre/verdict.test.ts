import { describe, expect, it } from 'vitest'
import { securityEn } from '#renderer/features/security/locales/en.ts'
import { securityJa } from '#renderer/features/security/locales/ja.ts'
import type { SecurityCheck } from '#shared/features/security/contract/centre.ts'
import { checkIds, graverIds } from './check-ids.ts'
import { evidenceFor, itemState, oldestCheck, toMend, verdictOf } from './verdict.ts'

const check = (id: string, state: SecurityCheck['state'], owasp: readonly string[] = []): SecurityCheck => ({
  id,
  state,
  evidence: {},
  checkedAt: '2026-11-22T10:00:00.000Z',
  owasp: [...owasp],
  mend: null,
})

describe('what protects the site', () => {
  it('is as good as its worst check', () => {
    expect(verdictOf([check('a', 'good'), check('b', 'weak'), check('c', 'bad')])).toBe('bad')
    expect(verdictOf([check('a', 'good'), check('b', 'weak')])).toBe('weak')
    expect(verdictOf([check('a', 'good'), check('b', 'unknown'), check('c', 'not-applicable')])).toBe('good')
  })

  it('is unknown, not good, when nothing could be checked', () => {
    expect(verdictOf([])).toBe('unknown')
    expect(verdictOf([check('a', 'unknown'), check('b', 'not-applicable')])).toBe('unknown')
  })

  it('lists what needs mending, worst first and otherwise in order', () => {
    const checks = [check('a', 'weak'), check('b', 'good'), check('c', 'bad'), check('d', 'weak')]
    expect(toMend(checks).map(({ id }) => id)).toEqual(['c', 'a', 'd'])
  })

  it('is as old as its oldest check', () => {
    const old = { ...check('b', 'good'), checkedAt: '2026-11-21T10:00:00.000Z' }
    expect(oldestCheck([check('a', 'good'), old])).toBe(old.checkedAt)
    expect(oldestCheck([])).toBeNull()
  })
})

describe('an item of the OWASP Top 10', () => {
  const checks = [check('a', 'good', ['2021:A07', '2025:A07']), check('b', 'weak', ['2021:A07']), check('c', 'bad')]

  it('is judged by its own checks of its own edition', () => {
    expect(evidenceFor(checks, '2021', 'A07').map(({ id }) => id)).toEqual(['b', 'a'])
    expect(itemState(evidenceFor(checks, '2021', 'A07'))).toBe('weak')
    expect(itemState(evidenceFor(checks, '2025', 'A07'))).toBe('good')
  })

  it('is unknown without evidence, and does not apply when none of its checks does', () => {
    expect(itemState(evidenceFor(checks, '2025', 'A10'))).toBe('unknown')
    expect(itemState([check('a', 'not-applicable')])).toBe('not-applicable')
    expect(itemState([check('a', 'not-applicable'), check('b', 'unknown')])).toBe('unknown')
  })
})

describe('the words of checks', () => {
  it('are there for every check in both languages', () => {
    expect(Object.keys(securityJa.check).toSorted()).toEqual([...checkIds].toSorted())
    expect(Object.keys(securityEn.check).toSorted()).toEqual([...checkIds].toSorted())
  })

  it('never call broken what is only not known yet: where the two differ, both have words', () => {
    for (const texts of [securityJa.check, securityEn.check]) {
      const withBad = Object.entries(texts).flatMap(([id, words]) => ('bad' in words ? [id] : []))
      expect(withBad.toSorted()).toEqual([...graverIds].toSorted())
      for (const id of graverIds) expect(texts[id].bad).not.toBe(texts[id].weak)
    }
  })
})
