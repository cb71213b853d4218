import { createHmac, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { adminPassword, setUp } from './test-application.ts'
import { TestServer } from './test-server.ts'
import { openWindow, type WindowClient } from './window-client.ts'

const server = new TestServer()
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const given = { name: 'admin', password: adminPassword }

/** The administrator's key, made over REST as a program would. */
async function makeKey(scopes: readonly string[], change: object = {}): Promise<{ id: string; key: string }> {
  const { accessToken } = await issue()
  const response = await server.post('/api-keys', { name: 'test', scopes, ...change }, bearer(accessToken))
  expect(response.status).toBe(200)
  const { apiKey, key } = await response.json()
  return { id: apiKey.id, key }
}

async function issue(): Promise<{ accessToken: string; refreshToken: string }> {
  const response = await server.post('/tokens', given)
  expect(response.status).toBe(200)
  expect(response.headers.get('set-cookie')).toBeNull()
  return response.json()
}

async function ticketOf(token: string): Promise<string> {
  const response = await server.api('/socket-tickets', { method: 'POST', headers: bearer(token) })
  expect(response.status).toBe(200)
  return (await response.json()).ticket
}

const openWith = (search: string, headers: Record<string, string> = {}) => openWindow(server.url, headers, { search })
const refused = (opening: Promise<WindowClient>) => expect(opening).rejects.toThrow('refused with 401')
const closed = async ({ socket }: WindowClient): Promise<number> => Number((await once(socket, 'close'))[0])
const statusWith = async (headers: Record<string, string>, route = '/repositories') =>
  (await server.api(route, { headers })).status

describe('API keys over HTTP', () => {
  it('are taken from the Authorization header and from nowhere else', async () => {
    await setUp(server.app)
    const { key } = await makeKey(['backup.read'])
    expect(await statusWith(bearer(key))).toBe(200)
    for (const name of ['key', 'api_key', 'token', 'access_token', 'ticket']) {
      expect(await statusWith({}, `/repositories?${name}=${key}`)).not.toBe(200)
    }
    const port = new URL(server.url).port
    for (const cookie of [`kuraban-session-${port}=${key}`, `__Host-kuraban-session=${key}`]) {
      expect(await statusWith({ cookie, origin: server.url })).toBe(401)
    }
    expect(await statusWith({ 'x-api-key': key })).toBe(401)
  })

  it('need no token against forged requests, since they read no cookie', async () => {
    await setUp(server.app)
    const { key, id } = await makeKey(['api-keys.manage'])
    const response = await server.post(`/api-keys/${id}/revoke`, {}, bearer(key))
    expect(response.status).toBe(200)
    expect(await statusWith(bearer(key))).toBe(401)
  })

  it('that are mistyped, cut or made up are 401 and on record as denied', async () => {
    await setUp(server.app)
    const { key } = await makeKey(['backup.read'])
    const wrong = [key.slice(0, -1), `${key}0`, key.replace('krb_', 'krx_'), key.toUpperCase(), 'krb_prod']
    for (const text of wrong) expect(await statusWith(bearer(text))).toBe(401)
    await server.app.security.audit.flush()
    const { accessToken } = await issue()
    const denials = await (await server.api('/audit?outcome=denied', { headers: bearer(accessToken) })).json()
    expect(JSON.stringify(denials)).not.toContain(key.slice(20, 40))
    expect(denials.items).toContainEqual(expect.objectContaining({ errorCode: 'UNAUTHENTICATED', transport: 'rest' }))
  })
})

describe('access tokens over HTTP', () => {
  it('let a program in as the person, and none of a forger', async () => {
    await setUp(server.app)
    const { accessToken } = await issue()
    expect(await statusWith(bearer(accessToken), '/profile')).toBe(200)
    const [head = '', body = '', signature = ''] = accessToken.split('.')
    const header = JSON.parse(Buffer.from(head, 'base64url').toString())
    const { keys } = await (await server.api('/tokens/keys')).json()
    const publicKey = createPublicKey({ key: keys[0], format: 'jwk' })
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
    const none = `${encode({ ...header, alg: 'none' })}.${body}.`
    const hmacBody = `${encode({ ...header, alg: 'HS256' })}.${body}`
    const secret = publicKey.export({ type: 'spki', format: 'pem' })
    const hmac = `${hmacBody}.${createHmac('sha256', secret).update(hmacBody).digest('base64url')}`
    const foreign = generateKeyPairSync('ed25519').privateKey
    const signed = (part: object) => {
      const text = `${encode(part)}.${body}`
      return `${text}.${sign(null, Buffer.from(text), foreign).toString('base64url')}`
    }
    const forged = [
      ...[none, hmac, signed(header), signed({ ...header, kid: 'other' })],
      signed({ ...header, jwk: foreign.export({ format: 'jwk' }) }),
      signed({ ...header, jku: `${server.url}/api/v1/tokens/keys` }),
      ...[`${head}.${body}.`, `${head}..${signature}`, `.${body}.${signature}`, `${head}.${body}`],
    ]
    for (const token of forged) expect(await statusWith(bearer(token), '/profile')).toBe(401)
  })

  it('are dead on every way once the person signs out', async () => {
    await setUp(server.app)
    const { accessToken, refreshToken } = await issue()
    const ticket = await ticketOf(accessToken)
    const byHeader = await openWindow(server.url, bearer(accessToken))
    const byTicket = await openWith(`?ticket=${await ticketOf(accessToken)}`)
    const ends = Promise.all([closed(byHeader), closed(byTicket)])
    expect((await server.api('/session', { method: 'DELETE', headers: bearer(accessToken) })).status).toBe(200)
    expect(await ends).toEqual([4401, 4401])
    expect(await statusWith(bearer(accessToken), '/profile')).toBe(401)
    expect((await server.post('/tokens/refresh', { refreshToken })).status).toBe(401)
    await refused(openWith(`?ticket=${ticket}`))
    await refused(openWindow(server.url, bearer(accessToken)))
  })
})

describe('sockets of programs', () => {
  it('open with a ticket once, and call with what the ticket stands for', async () => {
    await setUp(server.app)
    const { key } = await makeKey(['backup.read'])
    const ticket = await ticketOf(key)
    const { socket, api } = await openWith(`?ticket=${ticket}`)
    expect((await api.backup.repositories.list({})).items).toEqual([])
    await expect(api.security.users.list({})).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await refused(openWith(`?ticket=${ticket}`))
    socket.close()
  })

  it('never open with a key or a token in the address, nor by a cookie beside a bad ticket', async () => {
    const cookie = await server.setUpAndSignIn()
    const { key } = await makeKey(['backup.read'])
    const { accessToken } = await issue()
    for (const secret of [key, accessToken]) {
      for (const name of ['ticket', 'token', 'access_token', 'key']) await refused(openWith(`?${name}=${secret}`))
    }
    await refused(openWith('?ticket=guessed', { cookie }))
    const [one, two] = [await ticketOf(key), await ticketOf(key)]
    await refused(openWith(`?ticket=${one}&ticket=${two}`))
  })

  it('close when their key is revoked, and only those', async () => {
    await setUp(server.app)
    const dying = await makeKey(['backup.read'])
    const living = await makeKey(['backup.read'])
    const first = await openWindow(server.url, bearer(dying.key))
    const second = await openWith(`?ticket=${await ticketOf(living.key)}`)
    const { accessToken } = await issue()
    const end = closed(first)
    expect((await server.post(`/api-keys/${dying.id}/revoke`, {}, bearer(accessToken))).status).toBe(200)
    expect(await end).toBe(4401)
    await wait(200)
    expect((await second.api.backup.repositories.list({})).items).toEqual([])
    second.socket.close()
  })

  it('are on record when they are refused', async () => {
    await setUp(server.app)
    await refused(openWith('?ticket=guessed'))
    await refused(openWith('', bearer('krb_prod_stolen')))
    await server.app.security.audit.flush()
    const rows = await server.app.security.auditRecord.list({ outcome: 'denied' }, { limit: 10 })
    expect(rows.items).toMatchObject([{ action: 'websocket', errorCode: 'UNAUTHENTICATED', occurrences: 2 }])
    expect(JSON.stringify(rows)).not.toMatch(/guessed|stolen/)
  })

  it('close when the maker of their key is disabled', async () => {
    await setUp(server.app)
    const operator = { requestId: 'x', transport: 'cli', remoteAddress: '', userAgent: '' } as const
    const context = { ...operator, caller: { kind: 'local-operator', systemUser: 'root' } } as const
    const { id } = await server.app.security.createUser(
      { name: 'taro', role: 'administrator', password: adminPassword, language: 'ja' },
      context,
    )
    const { accessToken } = await (await server.post('/tokens', { ...given, name: 'taro' })).json()
    const made = await server.post('/api-keys', { name: 'k', scopes: ['backup.read'] }, bearer(accessToken))
    const { key } = await made.json()
    const window = await openWindow(server.url, bearer(key))
    const end = closed(window)
    const disable = await server.api(`/users/${id}/state`, {
      method: 'PUT',
      headers: { ...bearer((await issue()).accessToken), 'content-type': 'application/json' },
      body: JSON.stringify({ state: 'disabled' }),
    })
    expect(disable.status).toBe(200)
    expect(await end).toBe(4401)
    expect(await statusWith(bearer(key))).toBe(401)
  })
})

describe('events over REST', () => {
  it('end when the key is revoked they were asked for with', async () => {
    await setUp(server.app)
    const { id, key } = await makeKey(['backup.read'])
    const { accessToken } = await issue()
    const asked = server.api('/events', { headers: bearer(key), signal: AbortSignal.timeout(10_000) })
    await wait(300)
    expect((await server.post(`/api-keys/${id}/revoke`, {}, bearer(accessToken))).status).toBe(200)
    expect(await (await asked).text()).toContain('security.api-key.changed')
    expect(await statusWith(bearer(key), '/events')).toBe(401)
  })
})

describe('the way back from an identity provider', () => {
  it('hands the answer to the page in its fragment, where no server and no log sees it', async () => {
    const response = await fetch(`${server.url}/sign-in/callback?code=a%2Fb&state=s`, { redirect: 'manual' })
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe('/#single-sign-on=code=a%2Fb&state=s')
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  it.each(['', '?', `?code=${'x'.repeat(8001)}`])(
    'answers 404 without an answer of a sensible size',
    async (search) => {
      const response = await fetch(`${server.url}/sign-in/callback${search}`, { redirect: 'manual' })
      expect(response.status).toBe(404)
    },
  )
})

describe('the description of the interface', () => {
  it('tells how programs say who they are, and which calls ask for nothing', async () => {
    const document = await (await server.api('/openapi.json')).json()
    expect(Object.keys(document.components.securitySchemes)).toEqual(['accessToken', 'apiKey'])
    expect(document.security).toEqual([{ accessToken: [] }, { apiKey: [] }])
    expect(document.paths['/tokens'].post.security).toEqual([])
    expect(document.paths['/setup'].get.security).toEqual([])
    expect(document.paths['/api-keys'].get.security).toBeUndefined()
  })
})
