import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { get } from 'node:http'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { createRouterClient } from '@orpc/server'
import { describe, expect, it, onTestFinished } from 'vitest'
import { localOperator } from '#main/app/owner-calls.ts'
import { temporaryFolder } from '#test/fixtures/temporary-folder.ts'
import { adminPassword, setUp } from './test-application.ts'
import { TestServer } from './test-server.ts'
import { openWindow } from './window-client.ts'

const server = new TestServer()
const partner = 'https://partner.example'

async function bearer(): Promise<string> {
  await setUp(server.app)
  const response = await server.post('/session', { name: 'admin', password: adminPassword, wantsToken: true })
  const { token } = await response.json()
  return `Bearer ${token}`
}

const portOf = () => Number(new URL(server.url).port)

/** A plain connection from an address of this machine. */
async function open(localAddress = '127.0.0.1'): Promise<Socket> {
  const socket = connect({ host: '127.0.0.1', port: portOf(), localAddress, allowHalfOpen: true }).resume()
  socket.on('error', () => {})
  onTestFinished(() => void socket.destroy())
  await once(socket, 'connect')
  return socket
}

/** Ended by the server, whether or not this side has ended too. */
const isOver = ({ closed, readableEnded }: Socket) => closed || readableEnded

/** The status of a path as it is written, which fetch would tidy up. */
async function statusOf(path: string): Promise<number | undefined> {
  const [response] = await once(get({ host: '127.0.0.1', port: portOf(), path, agent: false }), 'response')
  response.resume()
  return response.statusCode
}

/** Milliseconds until the server says it is well, to somebody else. */
async function healthMs(): Promise<number> {
  const begunMs = performance.now()
  const request = get(`${server.url}/health`, { localAddress: '127.0.0.50', agent: false })
  const [response] = await once(request, 'response')
  response.resume()
  expect(response.statusCode).toBe(200)
  return performance.now() - begunMs
}

describe('the token of the session', () => {
  it('comes with each answer to the cookie, and a change without it is refused and on record', async () => {
    const cookie = await server.setUpAndSignIn()
    const change = (headers: Record<string, string>) =>
      fetch(`${server.url}/api/v1/profile/language`, {
        method: 'PUT',
        headers: { cookie, origin: server.url, 'content-type': 'application/json', ...headers },
        body: '{"language":"en"}',
      })
    const refused = await change({})
    expect(refused.status).toBe(403)
    expect((await refused.json()).error).toMatchObject({ code: 'ORIGIN_REFUSED', data: { reason: 'token' } })
    const token = refused.headers.get('x-csrf-token') ?? ''
    expect((await change({ 'x-csrf-token': token })).status).toBe(200)
    expect((await change({ 'x-csrf-token': `${token.slice(0, -1)}_` })).status).toBe(403)
    const other = await server.signIn()
    expect((await change({ cookie: other, 'x-csrf-token': token })).status).toBe(403)
  })
})

describe('pages of allowed origins', () => {
  it('may call with a bearer token, and read the answer and its limits', async () => {
    await server.restart({}, { otherOrigins: [partner] })
    const authorization = await bearer()
    const preflight = await server.api('/users', {
      method: 'OPTIONS',
      headers: {
        origin: partner,
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'authorization',
      },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-origin')).toBe(partner)
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization')
    const answer = await server.api('/users', {
      headers: { origin: partner, 'sec-fetch-site': 'cross-site', authorization },
    })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('access-control-allow-origin')).toBe(partner)
    expect(answer.headers.get('access-control-expose-headers')).toContain('x-ratelimit-remaining')
    expect(answer.headers.get('vary')).toContain('origin')
  })

  it('never with the cookie', async () => {
    await server.restart({}, { otherOrigins: [partner] })
    const cookie = await server.setUpAndSignIn()
    const answer = await server.api('/users', { headers: { origin: partner, cookie } })
    expect(answer.status).toBe(403)
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
    await expect(openWindow(server.url, { cookie, origin: partner })).rejects.toThrow('refused with 403')
  })

  it.each(['https://evil.example', `${partner}.evil.example`, 'null', 'http://partner.example'])(
    'are not pages of %s',
    async (origin) => {
      await server.restart({}, { otherOrigins: [partner] })
      const preflight = await server.api('/users', {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'GET' },
      })
      expect(preflight.status).toBe(403)
      expect(preflight.headers.get('access-control-allow-origin')).toBeNull()
    },
  )
})

describe('whoever is turned away for now', () => {
  it('is told when to come again: while sign-ins are frozen', async () => {
    await setUp(server.app)
    const { security } = createRouterClient(server.app.router, { context: localOperator() })
    await security.incident.freezeSignIns({ frozen: true })
    const refused = await server.post('/session', { name: 'admin', password: adminPassword })
    expect(refused.status).toBe(503)
    expect((await refused.json()).error.code).toBe('SIGN_INS_FROZEN')
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  it('is told when to come again: where there are too many sockets', async () => {
    const cookie = await server.setUpAndSignIn()
    const windows = await Promise.allSettled(Array.from({ length: 64 }, () => openWindow(server.url, { cookie })))
    const answer = await server.rawRequest(
      [
        ...['GET /api/ws HTTP/1.1', `host: ${new URL(server.url).host}`, `origin: ${server.url}`, `cookie: ${cookie}`],
        ...['connection: upgrade', 'upgrade: websocket', 'sec-websocket-version: 13'],
        ...['sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==', '', ''],
      ].join('\r\n'),
    )
    expect(answer).toMatch(/^HTTP\/1\.1 503 /)
    expect(answer).toMatch(/^retry-after: \d+/im)
    for (const one of windows) if (one.status === 'fulfilled') one.value.socket.terminate()
  })
})

describe('what is sent', () => {
  it('is never unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024))
    const response = await server.api('/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: new Uint8Array(bomb),
    })
    expect(response.status).toBe(415)
    expect((await response.json()).error.code).toBe('VALIDATION')
  })

  it('is cut off where it is too large, before it is parsed', async () => {
    const answer = await server.rawRequest(
      `POST /api/v1/session HTTP/1.1\r\nhost: ${new URL(server.url).host}\r\ncontent-type: application/json\r\ncontent-length: 52428800\r\n\r\n{`,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 413 /)
    expect(answer).toContain('"PAYLOAD_TOO_LARGE"')
  })
})

describe('connections', () => {
  it('of one address are limited, others are served', async () => {
    await server.restart({}, { connections: { atMost: 500, perAddressAtMost: 20 } })
    const sockets = await Promise.all(Array.from({ length: 60 }, () => open('127.0.0.2')))
    await expect.poll(() => sockets.filter(isOver).length).toBe(40)
    expect(await healthMs()).toBeLessThan(1000)
    for (const socket of sockets) socket.destroy()
    await sleep(100)
    expect((await open('127.0.0.2')).closed).toBe(false)
  })

  it('are limited altogether', async () => {
    await server.restart({}, { connections: { atMost: 30, perAddressAtMost: 1000 } })
    const sockets = await Promise.all(Array.from({ length: 80 }, () => open()))
    await expect.poll(() => sockets.filter(isOver).length).toBe(50)
    for (const socket of sockets) socket.destroy()
    await expect.poll(() => healthMs()).toBeLessThan(1000)
  })

  it('that say their headers byte by byte are ended in time, and nobody else waits', async () => {
    const slow = await Promise.all(Array.from({ length: 100 }, () => open('127.0.0.3')))
    for (const socket of slow) socket.write('GET / HTTP/1.1\r\nx-a: ')
    const dribble = setInterval(() => {
      for (const socket of slow) if (!socket.destroyed) socket.write('a')
    }, 500)
    onTestFinished(() => clearInterval(dribble))
    expect(await healthMs()).toBeLessThan(1000)
    await expect.poll(() => slow.filter(({ closed }) => closed).length, { timeout: 30_000, interval: 500 }).toBe(100)
  })
})

describe('sockets of windows', () => {
  it('of one address are limited, and calls go on', async () => {
    const cookie = await server.setUpAndSignIn()
    const windows = await Promise.allSettled(Array.from({ length: 80 }, () => openWindow(server.url, { cookie })))
    const refused = windows.filter(({ status }) => status === 'rejected')
    expect(refused).toHaveLength(16)
    expect(String(Object(refused[0]).reason)).toContain('refused with 503')
    expect(await healthMs()).toBeLessThan(1000)
    for (const one of windows) if (one.status === 'fulfilled') one.value.socket.terminate()
  })

  it('end with their session', async () => {
    const cookie = await server.setUpAndSignIn()
    const { socket } = await openWindow(server.url, { cookie })
    const closed = once(socket, 'close')
    await server.api('/session', { method: 'DELETE', headers: { cookie, origin: server.url } })
    expect((await closed)[0]).toBe(4401)
  })
})

async function challengeFolder(): Promise<string> {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'token-1'), 'proof')
  await writeFile(join(folder, 'secret.txt'), 'secret')
  return folder
}

describe('files for a certificate authority', () => {
  it('are shown from their folder only, and nothing beside them', async () => {
    await server.restart({}, { challengeFolder: await challengeFolder() })
    expect(await (await fetch(`${server.url}/.well-known/acme-challenge/token-1`)).text()).toBe('proof')
    for (const path of ['none', 'secret.txt', '../test-server.ts', '%2e%2e%2fpackage.json', '..%5cx', 'a/b'])
      expect(await statusOf(`/.well-known/acme-challenge/${path}`), path).toBe(404)
  })
})
