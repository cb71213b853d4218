import { describe, expect, it } from 'vitest'
import { createPasswordHasher } from './password-hasher.ts'

const cheap = { memoryCost: 64, timeCost: 1, parallelism: 1 }

describe('the password hasher', () => {
  it('makes argon2id of the stated cost by default', async () => {
    expect(await createPasswordHasher().hash('correct horse battery staple')).toMatch(
      /^\$argon2id\$v=19\$m=65536,t=3,p=4\$/,
    )
  })

  it('knows its own hashes, and no other password', async () => {
    const hasher = createPasswordHasher(cheap)
    const hash = await hasher.hash('a')
    expect(await hasher.verify(hash, 'a')).toBe(true)
    expect(await hasher.verify(hash, 'b')).toBe(false)
    expect(await hasher.hash('a')).not.toBe(hash)
  })

  it('never matches somebody who does not exist, not even with the password of the stand-in', async () => {
    const hasher = createPasswordHasher(cheap)
    expect(await hasher.verify(null, 'nobody has this password')).toBe(false)
  })

  it('tells callers to come again when too many wait', async () => {
    const hasher = createPasswordHasher(cheap)
    const all = await Promise.allSettled(Array.from({ length: 200 }, () => hasher.hash('a')))
    const refused = all.filter((one) => one.status === 'rejected')
    expect(refused.length).toBeGreaterThan(0)
    expect(refused[0]).toMatchObject({ reason: { code: 'UNAVAILABLE' } })
    expect(await hasher.hash('a')).toContain('argon2id')
  })
})
