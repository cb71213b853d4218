import { createHmac, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { memorySecretStore } from '#main/platform/secret-store/memory-secret-store.ts'
import { AccessTokens } from './access-tokens.ts'
import { TokenKeys } from './token-keys.ts'

const userId = '0199f000-0000-7000-8000-000000000001'
const sessionId = '0199f000-0000-7000-8000-000000000002'
const claims = { userId, sessionId, credentialVersion: 3 }
const far = Number.MAX_SAFE_INTEGER

describe('access tokens', () => {
  let nowMs: number
  let keys: TokenKeys
  let tokens: AccessTokens
  const secrets = () => memorySecretStore()
  const clock = { now: () => new Date(nowMs), monotonicMs: () => nowMs }

  beforeEach(() => {
    nowMs = Date.UTC(2026, 10, 22)
    keys = new TokenKeys(secrets(), clock)
    tokens = new AccessTokens(keys, clock)
  })

  /** Our own key signs whatever a test wants to have signed. */
  async function forge(change: { header?: object; payload?: object; key?: KeyObject } = {}): Promise<string> {
    const { kid, key } = await keys.signing()
    const at = Math.floor(nowMs / 1000)
    const header = { alg: 'EdDSA', typ: 'at+jwt', kid, ...change.header }
    const payload = {
      ...{ iss: 'urn:kuraban', aud: 'urn:kuraban:api', sub: userId, sid: sessionId, sv: 3, jti: 'x' },
      ...{ iat: at, nbf: at, exp: at + 600, ...change.payload },
    }
    const body = `${encode(header)}.${encode(payload)}`
    return `${body}.${sign(null, Buffer.from(body), change.key ?? key).toString('base64url')}`
  }
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')

  it('are read back by whoever signed them', async () => {
    const { token, expiresAt } = await tokens.sign(claims, far)
    expect(expiresAt).toBe(nowMs + 600_000)
    expect(await tokens.read(token)).toEqual(claims)
    expect(await tokens.read(await forge())).toEqual(claims)
  })

  it('fit in a header and carry no name, right or secret', async () => {
    const { token } = await tokens.sign(claims, far)
    expect(token.length).toBeLessThan(800)
    const [header = '', payload = ''] = token.split('.')
    const read = (part: string) => Object.keys(JSON.parse(Buffer.from(part, 'base64url').toString())).sort()
    expect(read(header)).toEqual(['alg', 'kid', 'typ'])
    expect(read(payload)).toEqual(['aud', 'client_id', 'exp', 'iat', 'iss', 'jti', 'nbf', 'sid', 'sub', 'sv'])
  })

  it('never outlive their session', async () => {
    const { expiresAt } = await tokens.sign(claims, nowMs + 5000)
    expect(expiresAt).toBe(nowMs + 5000)
  })

  it('die ten minutes after they were made, with a minute for clocks that differ', async () => {
    const { token } = await tokens.sign(claims, far)
    nowMs += 600_000 + 59_000
    expect(await tokens.read(token)).toEqual(claims)
    nowMs += 1000
    expect(await tokens.read(token)).toBeNull()
  })

  it('made by a clock more than a minute ahead are not good yet', async () => {
    const { token } = await tokens.sign(claims, far)
    nowMs -= 60_000
    expect(await tokens.read(token)).toEqual(claims)
    nowMs -= 1000
    expect(await tokens.read(token)).toBeNull()
  })

  it.each([
    ['another issuer', { iss: 'urn:other' }],
    ['another audience', { aud: 'urn:kuraban:other' }],
    ['no audience', { aud: undefined }],
    ['no end', { exp: undefined }],
    ['no beginning', { nbf: undefined }],
    ['an end in the past', { exp: 1 }],
    ['no subject', { sub: undefined }],
    ['no session', { sid: undefined }],
    ['a session that is no id', { sid: '1 or 1=1' }],
    ['no version of the credentials', { sv: undefined }],
    ['a version as text', { sv: '3' }],
  ])('with %s are refused', async (_name, payload) => {
    expect(await tokens.read(await forge({ payload }))).toBeNull()
  })

  it.each([
    ['another type', { typ: 'JWT' }],
    ['the type of an identity token', { typ: undefined }],
    ['a key of their own', { jwk: { kty: 'OKP', crv: 'Ed25519', x: 'AAAA' } }],
    ['an address of keys', { jku: 'https://attacker.example/keys' }],
    ['a certificate address', { x5u: 'https://attacker.example/x' }],
    ['an extension', { crit: ['b64'], b64: false }],
    ['an unknown key id', { kid: 'unknown' }],
    ['a key id that is a path', { kid: '../../../dev/null' }],
    ['no key id', { kid: undefined }],
    ['another algorithm', { alg: 'ES256' }],
  ])('with %s in the header are refused', async (_name, header) => {
    expect(await tokens.read(await forge({ header }))).toBeNull()
  })

  it('without a signature (alg none) are refused', async () => {
    const [, payload = ''] = (await forge()).split('.')
    const { kid } = await keys.signing()
    for (const alg of ['none', 'None', 'NONE', 'EdDSA']) {
      expect(await tokens.read(`${encode({ alg, typ: 'at+jwt', kid })}.${payload}.`)).toBeNull()
    }
  })

  it('signed by the public key as a shared secret (HS256) are refused', async () => {
    const { kid, key } = await keys.signing()
    const publicKey = createPublicKey(key)
    const [, payload = ''] = (await forge()).split('.')
    const body = `${encode({ alg: 'HS256', typ: 'at+jwt', kid })}.${payload}`
    for (const secret of [
      publicKey.export({ type: 'spki', format: 'pem' }),
      Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url'),
    ]) {
      expect(await tokens.read(`${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`)).toBeNull()
    }
  })

  it('signed by a foreign key under our key id are refused', async () => {
    expect(await tokens.read(await forge({ key: generateKeyPairSync('ed25519').privateKey }))).toBeNull()
  })

  it('of another installation are refused', async () => {
    const other = new AccessTokens(new TokenKeys(secrets(), clock), clock)
    const { token } = await other.sign(claims, far)
    expect(await tokens.read(token)).toBeNull()
  })

  it('with any sign changed are refused, and no text is an exception', async () => {
    const { token } = await tokens.sign(claims, far)
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length - 1), fc.constantFrom('A', 'Q', '.', '_', ' ', 'é'), async (at, mark) => {
        fc.pre(token[at] !== mark && at < token.length - 1)
        expect(await tokens.read(token.slice(0, at) + mark + token.slice(at + 1))).toBeNull()
      }),
    )
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        expect(await tokens.read(text)).toBeNull()
        expect(await tokens.read(`${text}.${text}.${text}`)).toBeNull()
      }),
    )
  })

  it('of the key before a rotation are good until they run out, and then the key is forgotten', async () => {
    const { token } = await tokens.sign(claims, far)
    await keys.rotate()
    const later = await tokens.sign(claims, far)
    expect(await tokens.read(token)).toEqual(claims)
    expect(await tokens.read(later.token)).toEqual(claims)
    expect((await keys.publicKeys()).length).toBe(2)
    nowMs += 600_000 + 60_000 + 1000
    await keys.rotate()
    expect((await keys.publicKeys()).length).toBe(2)
    expect(await tokens.read(token)).toBeNull()
  })

  it('survive a restart, and their keys are published without a private half', async () => {
    const store = secrets()
    const { token } = await new AccessTokens(new TokenKeys(store, clock), clock).sign(claims, far)
    const again = new TokenKeys(store, clock)
    expect(await new AccessTokens(again, clock).read(token)).toEqual(claims)
    for (const key of await again.publicKeys())
      expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x'])
  })
})
