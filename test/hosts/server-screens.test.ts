import { describe, expect, it } from 'vitest'
import { startServer } from '#main/hosts/server/start-server.ts'
import { TestServer } from './test-server.ts'

const server = new TestServer()

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
      const answer = await server.rawRequest(`GET ${attempt} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
      expect(answer, attempt).toMatch(/^HTTP\/1\.1 404 /)
    }
  })

  it('say what to do when the screens are not built', async () => {
    const bare = await startServer({ app: server.app, port: 0, rendererFolder: '/nonexistent' })
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
    const { headers } = await server.api('/setup')
    expect(headers.get('cache-control')).toBe('no-store')
    for (const name of ['limit', 'remaining', 'reset']) expect(headers.get(`x-ratelimit-${name}`)).toMatch(/^\d+$/)
  })
})

describe('the description of the API', () => {
  it('is OpenAPI 3.1 with every route and the one form of failure', async () => {
    const document = await (await server.api('/openapi.json')).json()
    expect(document.openapi).toMatch(/^3\.1/)
    expect(document.paths['/backup-jobs/{id}'].put.responses['409'].content['application/json']).toBeDefined()
    expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(['/session', '/users', '/system', '/tasks']))
  })
})
