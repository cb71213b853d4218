import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { connect } from 'node:tls'
import { describe, expect, it } from 'vitest'
import { SecureServer } from './secure-server.ts'

const server = new SecureServer()

describe('plain HTTP, as curl sees it', () => {
  it.each(['/', '/a/b?c=d&e=%2F%20', '/api/v1/users?x=1', '/health'])('is answered 301 to HTTPS: %s', async (path) => {
    const answer = await server.curl(`${server.httpUrl}${path}`)
    expect(answer).toMatch(/^HTTP\/1\.1 301 /)
    expect(answer).toContain(`location: ${server.url}${path}\r\n`)
    expect(answer).not.toContain('strict-transport-security')
  })

  it('leads to the page, and never to another host', async () => {
    expect(await server.curl('-L', server.httpUrl)).toMatch(/HTTP\/1\.1 200 OK[\s\S]*<p>page<\/p>/)
    const spoofed = await server.curl(
      '-H',
      'host: evil.example',
      '-H',
      'x-forwarded-host: evil.example',
      server.httpUrl,
    )
    expect(spoofed).toContain(`location: ${server.url}/\r\n`)
    const named = await server.curl('-H', 'host: localhost:80', `${server.httpUrl}/a`)
    expect(named).toContain(`location: https://localhost:${server.port}/a\r\n`)
  })

  it('reaches nothing of the application, whatever it sends', async () => {
    const posted = await server.curl('-d', '{"name":"admin"}', `${server.httpUrl}/api/v1/session`)
    expect(posted).toMatch(/^HTTP\/1\.1 301 /)
    const forwarded = await server.curl('-H', 'x-forwarded-proto: https', `${server.httpUrl}/`)
    expect(forwarded).toMatch(/^HTTP\/1\.1 301 /)
  })

  it('can be switched off', async () => {
    await server.restart({ https: { certificate: server.keeper, httpPort: null } })
    expect(server.plain.running.httpUrl).toBeNull()
  })
})

describe('HTTPS, as curl sees it', () => {
  it('carries every header of protection', async () => {
    const answer = (await server.curl(server.url)).toLowerCase()
    expect(answer).toContain('strict-transport-security: max-age=31536000; includesubdomains\r\n')
    expect(answer).toMatch(
      /content-security-policy: default-src 'none'; script-src 'self'; .*form-action 'none'; frame-ancestors 'none'\r\n/,
    )
    for (const line of [
      'x-frame-options: deny',
      'x-content-type-options: nosniff',
      'x-xss-protection: 0',
      'referrer-policy: no-referrer',
      'cross-origin-opener-policy: same-origin',
      'cross-origin-resource-policy: same-origin',
    ])
      expect(answer).toContain(`${line}\r\n`)
    expect(answer).toMatch(/permissions-policy: accelerometer=\(\), .*usb=\(\)\r\n/)
    expect(answer).not.toMatch(/^(server|x-powered-by):/m)
  })

  it('gives a cookie that only HTTPS carries, only to this host, out of reach of scripts', async () => {
    await server.plain.restart({}, { https: { certificate: server.keeper, httpPort: null } })
    const { setUp, adminPassword } = await import('../hosts/test-application.ts')
    await setUp(server.plain.app)
    const body = JSON.stringify({ name: 'admin', password: adminPassword })
    const answer = await server.curl('-H', 'content-type: application/json', '-d', body, `${server.url}/api/v1/session`)
    expect(answer).toMatch(
      /set-cookie: __Host-kuraban-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Expires=[^;]+; Secure\r\n/i,
    )
  })

  it('answers under each name of its certificate, and refuses calls under any other', async () => {
    const route = `${server.url}/api/v1/setup`
    expect(await server.curl(route)).toMatch(/^HTTP\/1\.1 200 /)
    expect(await server.curl('-H', `host: localhost:${server.port}`, route)).toMatch(/^HTTP\/1\.1 200 /)
    const spoofed = await server.curl('-H', 'host: evil.example', route)
    expect(spoofed).toMatch(/^HTTP\/1\.1 403 /)
    expect(spoofed).toContain('"ORIGIN_REFUSED"')
    const forwarded = await server.curl('-H', 'host: evil.example', '-H', 'x-forwarded-host: localhost', route)
    expect(forwarded).toMatch(/^HTTP\/1\.1 403 /)
  })
})

describe('TLS, as openssl sees it', () => {
  it.each([
    ['-tls1_3', 'TLSv1.3', 'TLS_AES_256_GCM_SHA384'],
    ['-tls1_2', 'TLSv1.2', 'ECDHE-ECDSA-AES256-GCM-SHA384'],
  ])('speaks with %s', async (flag, protocol, cipher) => {
    const { stdout } = await server.connect(flag)
    expect(stdout).toContain(`New, ${protocol}, Cipher is ${cipher}`)
    expect(stdout).toContain('Verify return code: 0 (ok)')
    expect(stdout).toMatch(/Server Temp Key: (X25519|ECDH)/)
  })

  it.each([['-tls1_1'], ['-tls1']])('does not speak with %s', async (flag) => {
    const { code, stdout } = await server.connect(flag, '-cipher', 'ALL:@SECLEVEL=0')
    expect(code).not.toBe(0)
    expect(stdout).toContain('Cipher is (NONE)')
  })

  it.each([
    'AES128-GCM-SHA256',
    'ECDHE-ECDSA-AES128-SHA',
    'ECDHE-ECDSA-AES256-SHA384',
    'ECDHE-ECDSA-CHACHA20-POLY1305',
    'DHE-RSA-AES256-GCM-SHA384',
    'ECDHE-ECDSA-CAMELLIA256-SHA384',
  ])('takes no %s in TLS 1.2', async (cipher) => {
    const { stdout } = await server.connect('-tls1_2', '-cipher', cipher)
    expect(stdout).toContain('Cipher is (NONE)')
  })

  it('takes AES-128 where a client has nothing more', async () => {
    const { stdout } = await server.connect('-tls1_2', '-cipher', 'ECDHE-ECDSA-AES128-GCM-SHA256')
    expect(stdout).toContain('Cipher is ECDHE-ECDSA-AES128-GCM-SHA256')
  })

  it('resumes sessions for ten minutes', async () => {
    const { stdout } = await server.connect('-tls1_2')
    expect(stdout).toMatch(/TLS session ticket lifetime hint: 600 \(seconds\)/)
  })

  it('negotiates nothing anew within a connection', async () => {
    const ca = await readFile(server.authority.file)
    const socket = connect({ port: Number(server.port), host: '127.0.0.1', ca, maxVersion: 'TLSv1.2' })
    await once(socket, 'secureConnect')
    const refused = await new Promise<unknown>((resolve) => {
      socket.once('error', resolve)
      socket.renegotiate({}, resolve)
    })
    expect(String(refused)).toMatch(/no.renegotiation/i)
    socket.destroy()
  })
})
