import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { callToNowhere, malformedInputs, malformedMessages } from './malformed-calls.ts'
import { TestServer } from './test-server.ts'
import { openWindow } from './window-client.ts'

const server = new TestServer()

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
    const response = await server.post('/session', body)
    expect(response.status).toBe(400)
    const { error } = await response.json()
    expect(error).toEqual({ code: 'VALIDATION', message: expect.any(String), data: { issues: expect.any(Array) } })
    expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false)
  })

  it('of 50 MB are cut off before they are read', async () => {
    const response = await server.post('/session', `{"name":"${'x'.repeat(50 * 1024 * 1024)}"}`).catch(() => null)
    if (response !== null) {
      expect(response.status).toBe(413)
      expect((await response.json()).error).toMatchObject({ code: 'PAYLOAD_TOO_LARGE', data: { limitBytes: 4194304 } })
    }
    expect((await fetch(`${server.url}/health`)).status).toBe(200)
  })

  it('to no route say so', async () => {
    const response = await server.api('/nowhere')
    expect(response.status).toBe(404)
    expect((await response.json()).error).toMatchObject({ code: 'NOT_FOUND', data: { resource: 'route' } })
  })

  it('with huge headers are answered 431 with a text', async () => {
    const answer = await server.rawRequest(`GET / HTTP/1.1\r\nhost: x\r\nx-large: ${'a'.repeat(20_000)}\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 431 /)
    expect(answer).toContain('"PAYLOAD_TOO_LARGE"')
  })

  it('that are no HTTP are answered 400', async () => {
    expect(await server.rawRequest('hello\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /)
  })
})

describe('malformed calls over a WebSocket', () => {
  it('are refused with the same code, and the socket goes on', async () => {
    const { socket, api: calls } = await openWindow(server.url, { cookie: await server.setUpAndSignIn() })
    for (const input of malformedInputs) {
      await expect(Reflect.apply(calls.security.users.create, undefined, [input])).rejects.toMatchObject({
        code: 'VALIDATION',
        status: 400,
      })
    }
    expect(await calls.security.users.list({})).toMatchObject({ items: [{ name: 'admin' }] })
    socket.close()
  })

  it.each(malformedMessages)('that are no calls end the socket: %#', async (text) => {
    const { socket } = await openWindow(server.url, { cookie: await server.setUpAndSignIn() })
    const closed = once(socket, 'close')
    socket.send(text)
    expect((await closed)[0]).toBe(1007)
  })

  it('to no procedure are answered 404', async () => {
    const { socket } = await openWindow(server.url, { cookie: await server.setUpAndSignIn() })
    const answered = once(socket, 'message')
    socket.send(callToNowhere)
    expect(String((await answered)[0])).toContain('"s":404')
    socket.close()
  })

  it('of more than 4 MiB end the socket, not the program', async () => {
    const { socket } = await openWindow(server.url, { cookie: await server.setUpAndSignIn() })
    const closed = once(socket, 'close')
    socket.send('x'.repeat(5 * 1024 * 1024))
    expect((await closed)[0]).toBe(1009)
    expect((await fetch(`${server.url}/health`)).status).toBe(200)
  })
})

describe('events over a WebSocket', () => {
  it('go on without a gap after a cut', async () => {
    const cookie = await server.setUpAndSignIn()
    const publish = (id: number) => server.app.events.publish({ type: 'settings.changed', keys: [String(id)] })
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
    const cookie = await server.setUpAndSignIn()
    const { socket, api: calls } = await openWindow(server.url, { cookie })
    const closed = once(socket, 'close')
    const stream = await calls.system.events.subscribe({})
    await server.api('/session', { method: 'DELETE', headers: { cookie, origin: server.url } })
    const heard: string[] = []
    for await (const { event } of stream) heard.push(event.type)
    expect(heard).toEqual(['security.session.ended'])
    expect((await closed)[0]).toBe(4401)
  })
})
