import { randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { hash } from '@node-rs/argon2'
import { describe, expect, it } from 'vitest'
import { createPasswordHasher } from './password-hasher.ts'

const cheap = { memoryCost: 64, timeCost: 1, parallelism: 1 }

describe('the password hasher', () => {
  it('costs 64 MiB, three passes and four lanes unless told otherwise', () => {
    expect(createPasswordHasher().cost).toEqual({ memoryCost: 65_536, timeCost: 3, parallelism: 4 })
  })

  it('derives what argon2id of another program derives', async () => {
    const salt = randomBytes(16)
    const encoded = await hash('a', { ...cheap, salt, algorithm: 2, outputLen: 32 })
    const derived = await createPasswordHasher(cheap).derive('a', salt, cheap)
    expect(encoded.split('$').at(-1)).toBe(Buffer.from(derived).toString('base64').replaceAll('=', ''))
    expect(await createPasswordHasher().matchesForeign('argon2id', encoded, 'a')).toBe(true)
    expect(await createPasswordHasher().matchesForeign('argon2id', encoded, 'b')).toBe(false)
  })

  it.each(['$2a$', '$2b$', '$2y$'])('knows bcrypt hashes of the form %s', async (form) => {
    const { matchesForeign } = createPasswordHasher(cheap)
    // A vector of the library that bcrypt comes from.
    const encoded = `${form}05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW`
    expect(await matchesForeign('bcrypt', encoded, 'U*U')).toBe(true)
    expect(await matchesForeign('bcrypt', encoded, 'U*V')).toBe(false)
  })

  it('works on as many as there are cores, lets 64 wait and tells the others to come again', async () => {
    const { derive } = createPasswordHasher(cheap)
    const salt = randomBytes(16)
    const all = await Promise.allSettled(Array.from({ length: 200 }, () => derive('a', salt, cheap)))
    const refused = all.filter((one) => one.status === 'rejected')
    expect(refused.length).toBe(200 - 64 - availableParallelism())
    expect(refused[0]).toMatchObject({ reason: { code: 'UNAVAILABLE', data: { what: 'password-hashing' } } })
    expect(await derive('a', salt, cheap)).toHaveLength(32)
  })
})
