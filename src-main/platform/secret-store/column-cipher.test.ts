import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type SealedColumn, sealAnew } from '../column-cipher.ts'
import { createColumnCipher } from './column-cipher.ts'
import { memorySecretStore } from './memory-secret-store.ts'

/** A column in memory. */
function columnOf(values: Map<string, string>): SealedColumn {
  return {
    sealedByOthers: async (keyId, limit) =>
      [...values]
        .filter(([, sealed]) => !sealed.startsWith(`${keyId}:`))
        .slice(0, limit)
        .map(([place, sealed]) => ({ place, sealed })),
    replace: async (place, from, to) => {
      if (values.get(place) === from) values.set(place, to)
    },
  }
}

describe('sealed values of the database', () => {
  it('open to what was sealed, at their place only', async () => {
    const cipher = createColumnCipher(memorySecretStore())
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.string({ unit: 'binary' }), async (place, plain) => {
        const sealed = await cipher.seal(place, plain)
        expect(await cipher.open(place, sealed)).toBe(Buffer.from(plain, 'utf8').toString('utf8'))
        await expect(cipher.open(`${place}.`, sealed)).rejects.toMatchObject({ code: 'SECRET_STORE_UNAVAILABLE' })
      }),
    )
  })

  it.each(['', ':', 'x:y', '__proto__:AAAA', 'constructor:'])('refuse the text %s', async (text) => {
    const cipher = createColumnCipher(memorySecretStore())
    await cipher.seal('a', 'b')
    await expect(cipher.open('a', text)).rejects.toMatchObject({ code: 'SECRET_STORE_UNAVAILABLE' })
  })

  it('get one key however many are sealed first at once', async () => {
    const secrets = memorySecretStore()
    const cipher = createColumnCipher(secrets)
    const sealed = await Promise.all(Array.from({ length: 20 }, (_, index) => cipher.seal(String(index), 'x')))
    expect(new Set(sealed.map((text) => text.split(':')[0])).size).toBe(1)
    expect(await createColumnCipher(secrets).open('3', sealed[3] ?? '')).toBe('x')
  })

  it('are sealed anew by a new key, after which the old one may go', async () => {
    const cipher = createColumnCipher(memorySecretStore())
    const values = new Map<string, string>()
    for (let index = 0; index < 450; index += 1) values.set(`p${index}`, await cipher.seal(`p${index}`, `v${index}`))
    const old = values.get('p7') ?? ''
    await cipher.rotate()
    expect(await cipher.open('p7', old)).toBe('v7')
    expect(await sealAnew(cipher, [columnOf(values)])).toBe(450)
    await cipher.forgetOldKeys()
    for (const [place, sealed] of values) expect(await cipher.open(place, sealed)).toBe(place.replace('p', 'v'))
    await expect(cipher.open('p7', old)).rejects.toMatchObject({ code: 'SECRET_STORE_UNAVAILABLE' })
    expect(await sealAnew(cipher, [columnOf(values)])).toBe(0)
  })
})
