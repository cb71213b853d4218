import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type RunningServer, startServer } from '#main/hosts/server/start-server.ts'
import { adminPassword, openTestApplication, setUp, type TestApplication } from './test-application.ts'

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
})
