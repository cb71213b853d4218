import { hash } from '@node-rs/argon2'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { silentLogger } from '#main/platform/logger.ts'
import { memorySecretStore } from '#main/platform/secret-store/memory-secret-store.ts'
import { commonPasswords } from './common-passwords.ts'
import { createPasswordHasher, type HashCost } from './password-hasher.ts'
import { PasswordKeeper } from './password-keeper.ts'
import { Pepper } from './pepper.ts'

const cheap: HashCost = { memoryCost: 64, timeCost: 1, parallelism: 1 }
const password = 'correct horse battery staple'

function keeperWith({ secrets = memorySecretStore(), cost = cheap } = {}) {
  const pepper = new Pepper(secrets)
  const keeper = new PasswordKeeper({
    ...{ pepper, common: commonPasswords, log: silentLogger },
    hasher: createPasswordHasher(cost),
    siteName: () => 'Nagoya',
  })
  return { keeper, pepper }
}

describe('the keeper of passwords', () => {
  it('knows what it accepted, in both Unicode forms, and nothing else', async () => {
    const { keeper } = keeperWith()
    const stored = await keeper.accept('パスワードではない長い言葉をここに', 'taro')
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=64,t=1,p=1,keyid=[0-9a-f]{16}\$/)
    const typed = 'パスワードではない長い言葉をここに'.normalize('NFD')
    expect(await keeper.compare(stored, typed)).toEqual({ matches: true, outdated: false })
    expect(await keeper.compare(stored, password)).toEqual({ matches: false, outdated: false })
    expect(await keeper.accept(password, 'taro')).not.toBe(await keeper.accept(password, 'taro'))
  })

  it('cannot be guessed at without the key outside the database', async () => {
    const secrets = memorySecretStore()
    const stored = await keeperWith({ secrets }).keeper.accept(password, 'taro')
    expect(await keeperWith({ secrets }).keeper.matches(stored, password)).toBe(true)
    expect(await keeperWith().keeper.matches(stored, password)).toBe(false)
    const ring = z.object({ current: z.string() }).parse(JSON.parse((await secrets.get('password-pepper')) ?? ''))
    const otherKey = { current: ring.current, keys: { [ring.current]: Buffer.alloc(32, 7).toString('base64') } }
    await secrets.set('password-pepper', JSON.stringify(otherKey))
    expect(await keeperWith({ secrets }).keeper.matches(stored, password)).toBe(false)
    const [, , , , salt = '', tag = ''] = stored.split('$')
    const plain = await hash(password, { ...cheap, salt: Buffer.from(salt, 'base64'), algorithm: 2, outputLen: 32 })
    expect(plain).not.toContain(tag)
  })

  it('makes hashes of another cost anew, and those of an earlier pepper, which still match', async () => {
    const secrets = memorySecretStore()
    const stored = await keeperWith({ secrets }).keeper.accept(password, 'taro')
    const stronger = keeperWith({ secrets, cost: { ...cheap, timeCost: 2 } })
    expect(await stronger.keeper.compare(stored, password)).toEqual({ matches: true, outdated: true })
    const { keeper, pepper } = keeperWith({ secrets })
    expect(await keeper.compare(stored, password)).toEqual({ matches: true, outdated: false })
    await pepper.rotate(async () => true)
    expect(await keeper.compare(stored, password)).toEqual({ matches: true, outdated: true })
    expect(await keeper.compare(await keeper.hash(password), password)).toEqual({ matches: true, outdated: false })
  })

  it('forgets keys that nothing names any more', async () => {
    const secrets = memorySecretStore()
    const { keeper, pepper } = keeperWith({ secrets })
    const stored = await keeper.hash(password)
    await pepper.rotate(async () => false)
    expect(await pepper.ids()).toHaveLength(1)
    expect(await keeper.matches(stored, password)).toBe(false)
  })

  it('learns of a key that another process made', async () => {
    const secrets = memorySecretStore()
    const [one, other] = [keeperWith({ secrets }), keeperWith({ secrets })]
    await one.keeper.hash(password)
    await other.keeper.hash(password)
    await other.pepper.rotate(async () => true)
    expect(await one.keeper.matches(await other.keeper.hash(password), password)).toBe(true)
  })

  it('makes one key when many ask for the first one at once', async () => {
    const { pepper } = keeperWith()
    const ids = await Promise.all(Array.from({ length: 20 }, () => pepper.currentId()))
    expect(new Set(ids).size).toBe(1)
  })

  it('takes hashes made elsewhere, to be made anew', async () => {
    const { keeper } = keeperWith()
    const bcrypt = '$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'
    expect(await keeper.compare(bcrypt, 'U*U')).toEqual({ matches: true, outdated: true })
    expect(await keeper.compare(bcrypt, 'U*V')).toMatchObject({ matches: false })
    const plain = await hash(password, { ...cheap, algorithm: 2 })
    expect(await keeper.compare(plain, password)).toEqual({ matches: true, outdated: true })
  })

  it.each([null, '', 'nonsense', password])('never matches %s', async (stored) => {
    expect(await keeperWith().keeper.matches(stored, password)).toBe(false)
  })

  it('lets people with a second factor have 12 characters', async () => {
    const { keeper } = keeperWith()
    await expect(keeper.accept('x7Kq!mP2vR9t', 'taro')).rejects.toMatchObject({
      code: 'PASSWORD_TOO_SHORT',
      data: { minimumLength: 15 },
    })
    expect(await keeper.accept('x7Kq!mP2vR9t', 'taro', { hasTwoFactor: true })).toContain('argon2id')
    await expect(keeper.accept('x7Kq!mP2vR9', 'taro', { hasTwoFactor: true })).rejects.toMatchObject({
      data: { minimumLength: 12 },
    })
  })
})
