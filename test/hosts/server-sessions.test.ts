import { describe, expect, it } from 'vitest'
import { standardRules } from '#test/fixtures/standard-rules.ts'
import { adminPassword, setUp } from './test-application.ts'
import { TestServer } from './test-server.ts'
import { openWindow } from './window-client.ts'

const server = new TestServer()

describe('signing in over REST', () => {
  it('sets a cookie that no script can read and no other site can send', async () => {
    await setUp(server.app)
    const response = await server.post('/session', { name: 'ADMIN ', password: adminPassword })
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ token: null, session: { user: { name: 'admin' } } })
    expect(response.headers.get('set-cookie')).toMatch(
      /^kuraban-session-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Expires=.* GMT$/,
    )
  })

  it('gives programs a bearer token instead, and no cookie', async () => {
    await setUp(server.app)
    const response = await server.post('/session', { name: 'admin', password: adminPassword, wantsToken: true })
    expect(response.headers.get('set-cookie')).toBeNull()
    const { token } = await response.json()
    expect((await server.api('/users', { headers: { authorization: `Bearer ${token}` } })).status).toBe(200)
    expect((await server.api('/users', { headers: { authorization: `Bearer ${token}x` } })).status).toBe(401)
    expect((await server.api('/users', { headers: { authorization: 'Basic YWRtaW46YWRtaW4=' } })).status).toBe(401)
  })

  it('answers the same to a wrong password and to an unknown name', async () => {
    await setUp(server.app)
    const answers = await Promise.all(
      ['admin', 'nobody'].map(async (name) => {
        const response = await server.post('/session', { name, password: 'wrong password, long enough' })
        const names = [...response.headers.keys()].filter((header) => header !== 'date' && header !== 'x-request-id')
        return { status: response.status, names, body: await response.json() }
      }),
    )
    expect(answers[0]).toEqual(answers[1])
    expect(answers[0]?.body).toMatchObject({ error: { code: 'SIGN_IN_FAILED' } })
  })

  it('ends with signing out: cookie and token are dead', async () => {
    const cookie = await server.setUpAndSignIn()
    const mine = { cookie, origin: server.url }
    expect((await server.api('/profile', { headers: mine })).status).toBe(200)
    const response = await server.api('/session', { method: 'DELETE', headers: mine })
    expect(response.headers.get('set-cookie')).toContain('Expires=Thu, 01 Jan 1970')
    expect((await server.api('/profile', { headers: mine })).status).toBe(401)
  })

  it('changes the password, ends the other sessions and goes on under a new cookie', async () => {
    const first = await server.setUpAndSignIn()
    const second = await server.signIn()
    const change = (body: object) =>
      server.api('/profile/password', {
        method: 'PUT',
        headers: { cookie: first, origin: server.url, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    const wrong = await change({ currentPassword: 'not the password', newPassword: 'another long passphrase' })
    expect((await wrong.json()).error.code).toBe('PASSWORD_WRONG')
    const response = await change({ currentPassword: adminPassword, newPassword: 'another long passphrase' })
    expect(response.status).toBe(200)
    const renewed = response.headers.get('set-cookie')?.split(';')[0] ?? ''
    const status = async (cookie: string) =>
      (await server.api('/profile', { headers: { cookie, origin: server.url } })).status
    expect([await status(first), await status(second), await status(renewed)]).toEqual([401, 401, 200])
  })
})

describe('the sign-in address', () => {
  it('opens set-up once, and set-up needs the secret it gave', async () => {
    const secret = new URL(server.running.createSignInUrl()).hash.replace('#sign-in=', '')
    const account = { name: 'owner', password: adminPassword, language: 'ja' }
    expect((await server.post('/setup', account)).status).toBe(401)
    const claimed = await (await server.post('/sign-in-links/claim', { secret })).json()
    expect(claimed.outcome).toBe('setup')
    expect((await server.post('/sign-in-links/claim', { secret })).status).toBe(401)
    const done = await server.post('/setup', { ...account, setupSecret: claimed.setupSecret })
    expect(done.status).toBe(200)
    expect(done.headers.get('set-cookie')).toContain('HttpOnly')
    const again = await server.post('/setup', { ...account, setupSecret: claimed.setupSecret })
    expect((await again.json()).error.code).toBe('SETUP_DONE')
  })

  it('merely opens the sign-in page once there are users, unless it was made for one', async () => {
    const { userId } = await setUp(server.app)
    const claim = async (url: string) => {
      const response = await server.post('/sign-in-links/claim', { secret: new URL(url).hash.replace('#sign-in=', '') })
      return { body: await response.json(), cookie: response.headers.get('set-cookie') }
    }
    expect(await claim(server.running.createSignInUrl())).toEqual({ body: { outcome: 'sign-in' }, cookie: null })
    const own = await claim(server.running.createSignInUrl(userId))
    expect(own.body).toMatchObject({ outcome: 'signed-in', session: { user: { id: userId } } })
    expect(own.cookie).toContain('HttpOnly')
  })
})

describe('pages of other sites', () => {
  it.each([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { host: 'evil.example' },
    {},
  ])('change nothing with the cookie: %o', async (headers) => {
    const cookie = await server.setUpAndSignIn()
    const { host, ...others } = { host: new URL(server.url).host, ...headers }
    const lines = Object.entries({ host, cookie, 'content-type': 'application/json', ...others })
    const body = '{"language":"en"}'
    const head = lines.map(([name, value]) => `${name}: ${value}`).join('\r\n')
    const answer = await server.rawRequest(
      `PUT /api/v1/profile/language HTTP/1.1\r\n${head}\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 403 /)
    expect(answer).toContain('"ORIGIN_REFUSED"')
  })

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'cannot send a form as %s',
    async (type) => {
      const response = await server.post('/session', '{"name":"admin","password":"x"}', { 'content-type': type })
      expect(response.status).toBe(415)
    },
  )

  it('open no socket', async () => {
    const cookie = await server.setUpAndSignIn()
    await expect(openWindow(server.url, { cookie, origin: 'https://evil.example' })).rejects.toThrow('refused with 403')
    const { socket } = await openWindow(server.url, { cookie })
    socket.close()
  })
})

describe('limits', () => {
  it('answer 429 with what is left and when to come again', async () => {
    await server.restart({ rateRules: () => standardRules })
    await setUp(server.app)
    const attempts = []
    for (let n = 0; n < 6; n += 1)
      attempts.push(await server.post('/session', { name: 'admin', password: adminPassword }))
    expect(attempts.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429])
    const refused = attempts.at(-1)
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(refused?.headers.get('x-ratelimit-remaining')).toBe('0')
    expect(await refused?.json()).toMatchObject({ error: { code: 'RATE_LIMITED', data: { limit: 5, remaining: 0 } } })
  })
})
