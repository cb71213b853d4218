import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Logger, silentLogger } from '#main/platform/logger.ts'
import { runToEnd } from '#test/fixtures/programs.ts'
import { temporaryFolder } from '#test/fixtures/temporary-folder.ts'
import { adminPassword, setUp } from '../hosts/test-application.ts'
import { TestServer } from '../hosts/test-server.ts'
import { openWindow } from '../hosts/window-client.ts'
import { Authority } from './authority.ts'
import { freePort, ReverseProxy } from './reverse-proxy.ts'

const server = new TestServer()
let proxy: ReverseProxy
let authority: Authority
let folder = ''
let url = ''
let httpUrl = ''
let upstream = ''
let requests: Record<string, unknown>[] = []

const log: Logger = {
  ...silentLogger,
  debug: (message, fields = {}) => void (message === 'call' && requests.push({ ...fields })),
  info: (message, fields = {}) => void (message === 'request' && requests.push({ ...fields })),
  warning: (message, fields = {}) => void (message === 'request' && requests.push({ ...fields })),
}

beforeEach(async () => {
  requests = []
  folder = await temporaryFolder()
  authority = await Authority.create(folder)
  const [upstreamPort, httpPort, httpsPort] = [await freePort(), await freePort(), await freePort()]
  url = `https://localhost:${httpsPort}`
  httpUrl = `http://localhost:${httpPort}`
  upstream = `http://127.0.0.1:${upstreamPort}`
  await server.restart({ log }, { port: upstreamPort, publicUrl: url, trustedProxies: ['127.0.0.1/32'] })
  proxy = await ReverseProxy.start({
    ...{ folder, upstreamPort, httpPort, httpsPort },
    files: await authority.issue('proxy'),
  })
})
afterEach(() => proxy.stop())

async function curl(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runToEnd('curl', ['-sSi', '-4', '--cacert', authority.file, ...args])
  if (code !== 0) throw new Error(`curl ended with ${code}: ${stderr}`)
  return stdout
}

async function signIn(): Promise<string> {
  await setUp(server.app)
  const body = JSON.stringify({ name: 'admin', password: adminPassword })
  const answer = await curl('-H', 'content-type: application/json', '-d', body, `${url}/api/v1/session`)
  return /set-cookie: (__Host-kuraban-session=[\w-]+)/i.exec(answer)?.[1] ?? ''
}

describe('behind nginx with the example of the deployment kit', () => {
  it('the page comes with the headers of protection, once each', async () => {
    const answer = await curl(`${url}/`)
    expect(answer).toMatch(/^HTTP\/1\.1 200 /)
    for (const header of ['strict-transport-security', 'content-security-policy', 'x-frame-options', 'referrer-policy'])
      expect(answer.match(new RegExp(`^${header}:`, 'gim')), header).toHaveLength(1)
  })

  it('plain HTTP is sent on, but for the files of a certificate authority', async () => {
    expect(await curl(`${httpUrl}/a?b=c`)).toContain(`Location: ${url}/a?b=c\r\n`)
    await writeFile(join(folder, 'acme', '.well-known', 'acme-challenge', 'token'), 'proof')
    expect(await curl(`${httpUrl}/.well-known/acme-challenge/token`)).toMatch(/^HTTP\/1\.1 200 [\s\S]*proof$/)
  })

  it('the cookie is one of HTTPS, and the real address of the caller is known', async () => {
    await setUp(server.app)
    const body = JSON.stringify({ name: 'admin', password: adminPassword })
    const call = ['-H', 'content-type: application/json', '-d', body, `${url}/api/v1/session`]
    const answer = await curl('--interface', '127.0.0.77', '-H', 'x-forwarded-for: 203.0.113.9', ...call)
    expect(answer).toMatch(/set-cookie: __Host-kuraban-session=[\w-]+; Path=\/; HttpOnly; SameSite=Strict; .*Secure/i)
    expect(requests.at(-1)).toMatchObject({ path: '/api/v1/session', statusCode: 200, remoteAddress: '127.0.0.77' })
  })

  it('a WebSocket works, stays, and has the real address too', async () => {
    const cookie = await signIn()
    const ca = await readFile(authority.file)
    const { socket, api } = await openWindow(url, { cookie }, { ca, localAddress: '127.0.0.78' })
    expect(await api.security.users.list({})).toMatchObject({ items: [{ name: 'admin' }] })
    const stream = await api.system.events.subscribe({})
    server.app.events.publish({ type: 'settings.changed', keys: ['a'] })
    expect((await stream.next()).value).toMatchObject({ event: { type: 'settings.changed' } })
    socket.close()
    expect(requests).toContainEqual(
      expect.objectContaining({
        procedure: 'security.users.list',
        transport: 'websocket',
        remoteAddress: '127.0.0.78',
      }),
    )
    const foreign = openWindow(url, { cookie, origin: 'https://evil.example' }, { ca })
    await expect(foreign).rejects.toThrow('refused with 403')
  })

  it('a host that is not ours is refused through the proxy as well', async () => {
    expect(await curl('-H', 'host: evil.example', `${url}/api/v1/setup`)).toMatch(
      /^HTTP\/1\.1 403 [\s\S]*ORIGIN_REFUSED/,
    )
    expect(await curl('-H', 'x-forwarded-host: evil.example', `${url}/api/v1/setup`)).toMatch(/^HTTP\/1\.1 200 /)
  })

  it('files of the screens are kept by nginx', async () => {
    const asset = `${url}/assets/main-AbCd1234.js`
    for (let n = 0; n < 3; n += 1) expect(await curl(asset)).toContain('immutable')
    expect(requests.filter(({ path }) => path === '/assets/main-AbCd1234.js')).toHaveLength(1)
  })
})

describe('what forwarding headers say', () => {
  const forwarded = ['-H', 'x-forwarded-for: 203.0.113.9', '-H', 'x-forwarded-proto: http'] as const

  it('counts from a trusted proxy: plain HTTP before it is sent on, health is not', async () => {
    const answer = await curl(...forwarded, `${upstream}/a?b`)
    expect(answer).toMatch(/^HTTP\/1\.1 301 /)
    expect(answer).toContain(`location: ${url}/a?b\r\n`)
    expect(requests.at(-1)).toMatchObject({ remoteAddress: '203.0.113.9' })
    expect(await curl(...forwarded, `${upstream}/health`)).toMatch(/^HTTP\/1\.1 200 /)
  })

  it('has no effect from anybody else', async () => {
    const answer = await curl(
      '--interface',
      '127.0.0.99',
      ...forwarded,
      '-H',
      'x-forwarded-host: evil.example',
      `${upstream}/api/v1/setup`,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 200 /)
    expect(requests.at(-1)).toMatchObject({ remoteAddress: '127.0.0.99' })
  })

  it('has no effect at all where no proxy is trusted', async () => {
    const port = Number(new URL(upstream).port)
    await server.restart({ log }, { port, publicUrl: url })
    expect(await curl(...forwarded, `${upstream}/api/v1/setup`)).toMatch(/^HTTP\/1\.1 200 /)
    expect(requests.at(-1)).toMatchObject({ remoteAddress: '127.0.0.1' })
  })
})
