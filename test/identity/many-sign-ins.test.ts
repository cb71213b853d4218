import { request } from 'node:http'
import { describe, expect, it } from 'vitest'
import { localOperator } from '#main/app/owner-calls.ts'
import { createPasswordHasher } from '#main/features/security/index.ts'
import { adminPassword, setUp } from '#test/hosts/test-application.ts'
import { TestServer } from '#test/hosts/test-server.ts'

const server = new TestServer()

interface Answer {
  readonly status: number
  readonly retryAfter: string | undefined
}

/** A call from an address of its own, as from another machine. */
function callFrom(localAddress: string, method: string, route: string, body?: object): Promise<Answer> {
  const { hostname, port } = new URL(server.url)
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' }
    const options = { host: hostname, port, method, path: `/api/v1${route}`, localAddress, headers, agent: false }
    const sent = request(options, (response) => {
      response.resume()
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] }),
      )
    })
    sent.on('error', reject)
    sent.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

describe('two hundred people signing in at once', () => {
  it('are let in as far as the machine can hash, told when to come again beyond, and hold nobody else up', async () => {
    // Hashes at their full cost: the cheap ones of other tests would be done before they queue.
    await server.restart({ hasher: createPasswordHasher() })
    await setUp(server.app)
    for (let n = 0; n < 8; n += 1) {
      const user = { name: `person ${n}`, role: 'viewer', password: adminPassword, language: 'ja' } as const
      await server.app.security.createUser(user, localOperator())
    }
    const signIns = Array.from({ length: 200 }, (_, n) =>
      callFrom(`127.0.1.${n + 1}`, 'POST', '/session', { name: `person ${n % 8}`, password: adminPassword }),
    )
    const others: Answer[] = []
    const all = Promise.all(signIns)
    let isOver = false
    void all.then(() => {
      isOver = true
    })
    while (!isOver) {
      others.push(await callFrom('127.0.2.1', 'GET', '/setup'))
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    const answers = await all
    const admitted = answers.filter(({ status }) => status === 200)
    const refused = answers.filter(({ status }) => status === 503)
    expect(admitted.length + refused.length).toBe(200)
    expect(admitted.length).toBeGreaterThanOrEqual(64)
    expect(refused.length).toBeGreaterThan(0)
    for (const { retryAfter } of refused) expect(Number(retryAfter)).toBeGreaterThan(0)
    expect(others.every(({ status }) => status === 200)).toBe(true)
    expect(others.length).toBeGreaterThan(5)
  })
})

describe('a browser on which somebody has signed in', () => {
  it('is known again by a cookie that no script can read, and is not slowed down by strangers', async () => {
    const waited: number[] = []
    await server.restart({ wait: async (ms) => void waited.push(ms) })
    await setUp(server.app)
    const signIn = (password: string, headers = {}) => server.post('/session', { name: 'admin', password }, headers)
    const cookies = (await signIn(adminPassword)).headers.getSetCookie()
    const device = cookies.find((cookie) => cookie.startsWith('kuraban-device-')) ?? ''
    expect(device).toMatch(/^kuraban-device-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Expires=.* GMT$/)
    for (let n = 0; n < 100; n += 1) await signIn(`guess ${n}`)
    waited.length = 0
    expect((await signIn(adminPassword, { cookie: device.split(';')[0] ?? '' })).status).toBe(200)
    expect((await signIn(adminPassword)).status).toBe(200)
    expect(waited).toEqual([0, 60_000])
  })
})
