import { describe, expect, it } from 'vitest'
import { openPort } from './port-client.ts'
import { setUp } from './test-application.ts'
import { TestServer } from './test-server.ts'
import { openWindow, type WindowClient } from './window-client.ts'

const server = new TestServer()

interface OpenedWindow {
  readonly api: WindowClient['api']
  readonly userId: string
  close(): void
}

async function overSocket(): Promise<OpenedWindow> {
  const cookie = await server.setUpAndSignIn()
  const { socket, api } = await openWindow(server.url, { cookie })
  const [user] = (await api.security.users.list({})).items
  return { api, userId: user?.id ?? '', close: () => socket.close() }
}

async function overPort(): Promise<OpenedWindow> {
  const { token, userId } = await setUp(server.app)
  const { port, api } = openPort(server.app, token)
  return { api, userId, close: () => port.close() }
}

describe.each([
  ['a WebSocket', overSocket],
  ['the port of a desktop window', overPort],
])('events over %s', (_name, open) => {
  it('reach a window when they are for all, for its user or for a room it has joined, and no other', async () => {
    const { api, userId, close } = await open()
    const { events } = server.app
    const stream = await api.system.events.subscribe({ rooms: ['execution:1'] })
    const announce = (key: string, audience?: Parameters<typeof events.publish>[1]) =>
      events.publish({ type: 'settings.changed', keys: [key] }, audience)
    const heard: string[] = []
    const first = stream.next()
    // The subscription begins when the call arrives.
    const knocking = setInterval(() => announce('begin'), 10)
    await first
    clearInterval(knocking)
    announce('all')
    announce('mine', { to: 'user', userId })
    announce('of another user', { to: 'user', userId: 'somebody' })
    announce('my room', { to: 'room', room: 'execution:1' })
    announce('another room', { to: 'room', room: 'execution:2' })
    announce('end')
    for await (const { event } of stream) {
      const key = event.type === 'settings.changed' ? event.keys[0] : undefined
      if (key === 'end') break
      if (key !== undefined && key !== 'begin') heard.push(key)
    }
    expect(heard).toEqual(['all', 'mine', 'my room'])
    close()
  })
})
