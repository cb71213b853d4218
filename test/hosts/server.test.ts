import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { standardRules } from '#main/app/rate-limit/rate-rules.ts'
import { type RunningServer, startServer } from '#main/hosts/server/start-server.ts'
import { adminPassword, openTestApplication, setUp, type TestApplication } from './test-application.ts'
import { openWindow } from './window-client.ts'

let opened: TestApplication
let server: RunningServer
let rendererFolder: string

beforeEach(async () => {
  rendererFolder = await mkdtemp(path.join(tmpdir(), 'kuraban-screens-'))
  await mkdir(path.join(rendererFolder, 'assets'))
  await writeFile(
    path.join(rendererFolder, 'index.html'),
    '<meta property="csp-nonce" nonce="__CSP_NONCE__"><p>page</p>',
  )
  await writeFile(path.join(rendererFolder, 'assets', 'main-AbCd1234.js'), 'export {}')
  opened = await openTestApplication()
  server = await startServer({ app: opened.app, port: 0, rendererFolder })
})

afterEach(async () => {
  await server.close()
  await opened.remove()
  await rm(rendererFolder, { recursive: true })
})

const api = (route: string, init: RequestInit = {}): Promise<Response> => fetch(`${server.url}/api/v1${route}`, init)

const post = (route: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  api(route, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

describe('the page', () => {
  it('carries a new nonce at each load, the same in page and policy', async () => {
    const nonces = new Set<string>()
    for (let load = 0; load < 2; load += 1) {
      const response = await fetch(server.url)
      const nonce = /nonce="([^"]+)"/.exec(await response.text())?.[1] ?? ''
      expect(response.headers.get('content-security-policy')).toBe(
        `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      )
      nonces.add(nonce)
    }
    expect(nonces.size).toBe(2)
  })
})

describe('files', () => {
  it('are found by a table, so that no spelling of a path leaves the folder', async () => {
    const asset = await fetch(`${server.url}/assets/main-AbCd1234.js`)
    expect(asset.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    for (const attempt of [
      '/../package.json',
      '/%2e%2e/package.json',
      '/..%5c..%5cetc',
      '/assets/%00',
      '//etc/passwd',
      '/assets',
    ]) {
      const answer = await rawRequest(`GET ${attempt} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
      expect(answer, attempt).toMatch(/^HTTP\/1\.1 404 /)
    }
  })

  it('say what to do when the screens are not built', async () => {
    const bare = await startServer({ app: opened.app, port: 0, rendererFolder: '/nonexistent' })
    const response = await fetch(bare.url)
    expect(response.status).toBe(503)
    expect(await response.text()).toContain('npm run build')
    await bare.close()
  })
})

describe('every answer', () => {
  it.each([
    '/',
    '/assets/main-AbCd1234.js',
    '/health',
    '/api/v1/setup',
    '/api/v1/users',
    '/nowhere',
    '/api/v1/openapi.json',
  ])('carries the security headers: %s', async (route) => {
    const { headers } = await fetch(`${server.url}${route}`)
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('x-xss-protection')).toBe('0')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('permissions-policy')).toContain('camera=()')
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    expect(headers.get('access-control-allow-origin')).toBeNull()
  })

  it('of the API is never stored and tells the limits', async () => {
    const { headers } = await api('/setup')
    expect(headers.get('cache-control')).toBe('no-store')
    for (const name of ['limit', 'remaining', 'reset']) expect(headers.get(`x-ratelimit-${name}`)).toMatch(/^\d+$/)
  })
})

describe('signing in over REST', () => {
  it('sets a cookie that no script can read and no other site can send', async () => {
    await setUp(opened.app)
    const response = await post('/session', { name: 'ADMIN ', password: adminPassword })
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ token: null, session: { user: { name: 'admin' } } })
    expect(response.headers.get('set-cookie')).toMatch(
      /^kuraban-session-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Expires=.* GMT$/,
    )
  })

  it('gives programs a bearer token instead, and no cookie', async () => {
    await setUp(opened.app)
    const response = await post('/session', { name: 'admin', password: adminPassword, wantsToken: true })
    expect(response.headers.get('set-cookie')).toBeNull()
    const { token } = await response.json()
    expect((await api('/users', { headers: { authorization: `Bearer ${token}` } })).status).toBe(200)
    expect((await api('/users', { headers: { authorization: `Bearer ${token}x` } })).status).toBe(401)
    expect((await api('/users', { headers: { authorization: 'Basic YWRtaW46YWRtaW4=' } })).status).toBe(401)
  })

  it('answers the same to a wrong password and to an unknown name', async () => {
    await setUp(opened.app)
    const answers = await Promise.all(
      ['admin', 'nobody'].map(async (name) => {
        const response = await post('/session', { name, password: 'wrong password, long enough' })
        const names = [...response.headers.keys()].filter((header) => header !== 'date' && header !== 'x-request-id')
        return { status: response.status, names, body: await response.json() }
      }),
    )
    expect(answers[0]).toEqual(answers[1])
    expect(answers[0]?.body).toMatchObject({ error: { code: 'SIGN_IN_FAILED' } })
  })

  it('ends with signing out: cookie and token are dead', async () => {
    const cookie = await signedInCookie()
    const mine = { cookie, origin: server.url }
    expect((await api('/profile', { headers: mine })).status).toBe(200)
    const response = await api('/session', { method: 'DELETE', headers: mine })
    expect(response.headers.get('set-cookie')).toContain('Expires=Thu, 01 Jan 1970')
    expect((await api('/profile', { headers: mine })).status).toBe(401)
  })

  it('changes the password, ends the other sessions and goes on under a new cookie', async () => {
    const first = await signedInCookie()
    const second = await signIn()
    const change = (body: object) =>
      api('/profile/password', {
        method: 'PUT',
        headers: { cookie: first, origin: server.url, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    const wrong = await change({ currentPassword: 'not the password', newPassword: 'another long passphrase' })
    expect((await wrong.json()).error.code).toBe('PASSWORD_WRONG')
    const response = await change({ currentPassword: adminPassword, newPassword: 'another long passphrase' })
    expect(response.status).toBe(200)
    const renewed = response.headers.get('set-cookie')?.split(';')[0] ?? ''
    const status = async (cookie: string) => (await api('/profile', { headers: { cookie, origin: server.url } })).status
    expect([await status(first), await status(second), await status(renewed)]).toEqual([401, 401, 200])
  })
})

describe('the sign-in address', () => {
  it('opens set-up once, and set-up needs the secret it gave', async () => {
    const secret = new URL(server.createSignInUrl()).hash.replace('#sign-in=', '')
    const account = { name: 'owner', password: adminPassword, language: 'ja' }
    expect((await post('/setup', account)).status).toBe(401)
    const claimed = await (await post('/sign-in-links/claim', { secret })).json()
    expect(claimed.outcome).toBe('setup')
    expect((await post('/sign-in-links/claim', { secret })).status).toBe(401)
    const done = await post('/setup', { ...account, setupSecret: claimed.setupSecret })
    expect(done.status).toBe(200)
    expect(done.headers.get('set-cookie')).toContain('HttpOnly')
    const again = await post('/setup', { ...account, setupSecret: claimed.setupSecret })
    expect((await again.json()).error.code).toBe('SETUP_DONE')
  })

  it('merely opens the sign-in page once there are users, unless it was made for one', async () => {
    const { userId } = await setUp(opened.app)
    const claim = async (url: string) => {
      const response = await post('/sign-in-links/claim', { secret: new URL(url).hash.replace('#sign-in=', '') })
      return { body: await response.json(), cookie: response.headers.get('set-cookie') }
    }
    expect(await claim(server.createSignInUrl())).toEqual({ body: { outcome: 'sign-in' }, cookie: null })
    const own = await claim(server.createSignInUrl(userId))
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
    const cookie = await signedInCookie()
    const { host, ...others } = { host: new URL(server.url).host, ...headers }
    const lines = Object.entries({ host, cookie, 'content-type': 'application/json', ...others })
    const body = '{"language":"en"}'
    const head = lines.map(([name, value]) => `${name}: ${value}`).join('\r\n')
    const answer = await rawRequest(
      `PUT /api/v1/profile/language HTTP/1.1\r\n${head}\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 403 /)
    expect(answer).toContain('"FORBIDDEN"')
  })

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'cannot send a form as %s',
    async (type) => {
      const response = await post('/session', '{"name":"admin","password":"x"}', { 'content-type': type })
      expect(response.status).toBe(415)
    },
  )

  it('open no socket', async () => {
    const cookie = await signedInCookie()
    await expect(openWindow(server.url, { cookie, origin: 'https://evil.example' })).rejects.toThrow('refused with 403')
    const { socket } = await openWindow(server.url, { cookie })
    socket.close()
  })
})

describe('malformed calls over REST', () => {
  it.each([
    ['wrong types', '{"name":1,"password":[]}'],
    ['extra keys', '{"name":"a","password":"b","role":"administrator"}'],
    ['a prototype', '{"name":"a","password":"b","__proto__":{"admin":true}}'],
    ['a constructor', '{"constructor":{"prototype":{"admin":true}}}'],
    ['no JSON', '{"name":'],
    ['NaN', '{"name":NaN}'],
    ['an empty body', ''],
    ['nesting of 100,000 levels', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['nesting inside a field', `{"name":${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
  ])('are refused in the one form: %s', async (_what, body) => {
    const response = await post('/session', body)
    expect(response.status).toBe(400)
    const { error } = await response.json()
    expect(error).toEqual({ code: 'VALIDATION', message: expect.any(String), data: { issues: expect.any(Array) } })
    expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false)
  })

  it('of 50 MB are cut off before they are read', async () => {
    const response = await post('/session', `{"name":"${'x'.repeat(50 * 1024 * 1024)}"}`).catch(() => null)
    if (response !== null) {
      expect(response.status).toBe(413)
      expect((await response.json()).error).toMatchObject({ code: 'PAYLOAD_TOO_LARGE', data: { limitBytes: 4194304 } })
    }
    expect((await fetch(`${server.url}/health`)).status).toBe(200)
  })

  it('to no route say so', async () => {
    const response = await api('/nowhere')
    expect(response.status).toBe(404)
    expect((await response.json()).error).toMatchObject({ code: 'NOT_FOUND', data: { resource: 'route' } })
  })

  it('with huge headers are answered 431 with a text', async () => {
    const answer = await rawRequest(`GET / HTTP/1.1\r\nhost: x\r\nx-large: ${'a'.repeat(20_000)}\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 431 /)
    expect(answer).toContain('"PAYLOAD_TOO_LARGE"')
  })

  it('that are no HTTP are answered 400', async () => {
    expect(await rawRequest('hello\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /)
  })
})

describe('malformed calls over a WebSocket', () => {
  it('are refused with the same code, and the socket goes on', async () => {
    const { socket, api: calls } = await openWindow(server.url, { cookie: await signedInCookie() })
    for (const input of [
      { name: 1 },
      { name: 'a', role: 'administrator', password: 'x', extra: true },
      JSON.parse('{"__proto__":{"admin":true}}'),
      { limit: Number.NaN },
      12n,
      undefined,
    ]) {
      await expect(Reflect.apply(calls.security.users.create, undefined, [input])).rejects.toMatchObject({
        code: 'VALIDATION',
        status: 400,
      })
    }
    expect(await calls.security.users.list({})).toMatchObject({ items: [{ name: 'admin' }] })
    socket.close()
  })

  it.each([
    'no json',
    '[]',
    '"x"',
    '\0',
    '{"i":"1"}',
    '{"i":1,"p":{"u":"/a"}}',
    `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
  ])('that are no calls end the socket: %#', async (text) => {
    const { socket } = await openWindow(server.url, { cookie: await signedInCookie() })
    const closed = once(socket, 'close')
    socket.send(text)
    expect((await closed)[0]).toBe(1007)
  })

  it('to no procedure are answered 404', async () => {
    const { socket } = await openWindow(server.url, { cookie: await signedInCookie() })
    const answered = once(socket, 'message')
    socket.send('{"i":"1","p":{"u":"orpc://x/%%%/__proto__","b":{"json":1}}}')
    expect(String((await answered)[0])).toContain('"s":404')
    socket.close()
  })

  it('of more than 4 MiB end the socket, not the program', async () => {
    const { socket } = await openWindow(server.url, { cookie: await signedInCookie() })
    const closed = once(socket, 'close')
    socket.send('x'.repeat(5 * 1024 * 1024))
    expect((await closed)[0]).toBe(1009)
    expect((await fetch(`${server.url}/health`)).status).toBe(200)
  })
})

describe('events over a WebSocket', () => {
  it('go on without a gap after a cut', async () => {
    const cookie = await signedInCookie()
    const publish = (id: number) => opened.app.events.publish({ type: 'settings.changed', keys: [String(id)] })
    const seen: string[] = []
    let lastEventId: string | undefined
    const read = async (count: number) => {
      const { socket, api: calls } = await openWindow(server.url, { cookie })
      const stream = await calls.system.events.subscribe({}, lastEventId === undefined ? {} : { lastEventId })
      for (let n = 1; n <= count; n += 1) if (lastEventId === undefined) publish(n)
      for await (const { id, event } of stream) {
        lastEventId = id
        if (event.type === 'settings.changed') seen.push(...event.keys)
        if (seen.length % count === 0) break
      }
      socket.terminate()
    }
    await read(4)
    for (let n = 5; n <= 8; n += 1) publish(n)
    await read(4)
    expect(seen).toEqual(['1', '2', '3', '4', '5', '6', '7', '8'])
  })

  it('end with the session: the window is told, then its socket is closed', async () => {
    const cookie = await signedInCookie()
    const { socket, api: calls } = await openWindow(server.url, { cookie })
    const closed = once(socket, 'close')
    const stream = await calls.system.events.subscribe({})
    await api('/session', { method: 'DELETE', headers: { cookie, origin: server.url } })
    const heard: string[] = []
    for await (const { event } of stream) heard.push(event.type)
    expect(heard).toEqual(['security.session.ended'])
    expect((await closed)[0]).toBe(4401)
  })
})

describe('limits', () => {
  it('answer 429 with what is left and when to come again', async () => {
    await server.close()
    await opened.remove()
    opened = await openTestApplication({ rateRules: standardRules })
    server = await startServer({ app: opened.app, port: 0, rendererFolder })
    await setUp(opened.app)
    const attempts = []
    for (let n = 0; n < 6; n += 1) attempts.push(await post('/session', { name: 'admin', password: adminPassword }))
    expect(attempts.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429])
    const refused = attempts.at(-1)
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(refused?.headers.get('x-ratelimit-remaining')).toBe('0')
    expect(await refused?.json()).toMatchObject({ error: { code: 'RATE_LIMITED', data: { limit: 5, remaining: 0 } } })
  })
})

describe('the description of the API', () => {
  it('is OpenAPI 3.1 with every route and the one form of failure', async () => {
    const document = await (await api('/openapi.json')).json()
    expect(document.openapi).toMatch(/^3\.1/)
    expect(document.paths['/backup-jobs/{id}'].put.responses['409'].content['application/json']).toBeDefined()
    expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(['/session', '/users', '/system', '/tasks']))
  })
})

async function signIn(): Promise<string> {
  const response = await post('/session', { name: 'admin', password: adminPassword })
  return response.headers.get('set-cookie')?.split(';')[0] ?? ''
}

async function signedInCookie(): Promise<string> {
  await setUp(opened.app)
  return signIn()
}

/** Sends bytes as they are and answers everything that comes back. */
async function rawRequest(text: string): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port: Number(new URL(server.url).port) })
  socket.end(text)
  let answer = ''
  for await (const chunk of socket) answer += chunk
  return answer
}
