import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPasswordHasher } from '#main/features/security/index.ts'
import { soak } from '#test/fixtures/seed.ts'
import { TestSecurity, testPassword } from '#test/fixtures/test-security.ts'
import { openTestStorage, type TestStorage } from '#test/stores/open-test-storage.ts'

/** OWASP's smaller minimum: long beside the rest of a sign-in, short enough for many samples. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const samples = soak ? 200 : 40

/** A stand-in that is left out makes a tenth of the others; what shares the machine makes a fifth of difference. */
const noise = 0.3

describe('the time a failed sign-in takes', () => {
  let opened: TestStorage
  let site: TestSecurity

  beforeAll(async () => {
    opened = await openTestStorage('sqlite')
    site = new TestSecurity(opened.storage, { hasher: createPasswordHasher(cost) })
    const admin = await site.setUp()
    const { users } = await admin.call()
    for (const name of ['known', 'disabled', 'over', 'without']) {
      await users.create({ name, role: 'viewer', password: testPassword })
    }
    const change = (name: string, to: object) =>
      site.storage.db.updateTable('users').set(to).where('nameKey', '=', name).execute()
    await change('disabled', { state: 'disabled' })
    await change('over', { expiresAt: 1 })
    await change('without', { passwordHash: null })
  })
  afterAll(() => opened.remove())

  const measure = async (name: string, password: string): Promise<number> => {
    const { signIn } = await site.browser().call()
    const started = performance.now()
    await expect(signIn({ name, password })).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
    return performance.now() - started
  }

  it('does not tell which names exist, nor what is wrong with an account', async () => {
    const attempts = {
      known: 'wrong password of a person',
      unknown: 'wrong password of a person',
      disabled: testPassword,
      over: testPassword,
      without: testPassword,
    }
    const taken = new Map<string, number[]>()
    for (let n = 0; n < samples + 3; n += 1) {
      // Each takes each place in the round, so that none is always measured beside the same neighbour.
      for (const [name, password] of rotated(Object.entries(attempts), n)) {
        const ms = await measure(name, password)
        if (n >= 3) taken.set(name, [...(taken.get(name) ?? []), ms])
      }
    }
    const medians = Object.fromEntries([...taken].map(([name, all]) => [name, medianOf(all)]))
    console.log('median milliseconds of failed sign-ins:', medians)
    const known = medians.known ?? 0
    for (const [name, median] of Object.entries(medians)) {
      expect([name, Math.abs(median - known) / known < noise, medians]).toEqual([name, true, medians])
    }
  })
})

function rotated<T>(values: readonly T[], by: number): T[] {
  const at = by % values.length
  return [...values.slice(at), ...values.slice(0, at)]
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
