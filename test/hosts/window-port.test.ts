import { once } from 'node:events'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DesktopSession, portServer, type WindowPort } from '#main/hosts/electron/calls.ts'
import type { Contract } from '#shared/contract/root.ts'
import { openTestApplication, setUp, type TestApplication } from './test-application.ts'

let opened: TestApplication
let session: DesktopSession
let ports: MessagePort[]

beforeEach(async () => {
  opened = await openTestApplication()
  session = new DesktopSession()
  session.token = (await setUp(opened.app)).token
  ports = []
})

afterEach(async () => {
  for (const port of ports) port.close()
  await opened.remove()
})

/** The port of a worker in the shape of Electron's: messages come as events. */
function asElectronPort(port: MessagePort): WindowPort {
  return {
    on: (event: 'message' | 'close', listener: (event: { data: unknown }) => void) =>
      port.on(event, (data: unknown) => listener({ data })),
    postMessage: (message) => port.postMessage(message),
    close: () => port.close(),
  }
}

function openPort(): MessagePort {
  const { port1, port2 } = new MessageChannel()
  portServer(opened.app, session)(asElectronPort(port1))
  port1.start()
  port2.start()
  ports.push(port1, port2)
  return port2
}

function clientOf(port: MessagePort): ContractRouterClient<Contract> {
  return createORPCClient(new RPCLink({ port }))
}

describe('calls over the port of a window', () => {
  it('are answered in the name of the one who signed in', async () => {
    const api = clientOf(openPort())
    expect(await api.security.profile()).toMatchObject({ name: 'admin' })
    expect(await api.security.users.list({})).toMatchObject({ items: [{ name: 'admin' }] })
  })

  it('with malformed input are refused with the same code, and the port goes on', async () => {
    const api = clientOf(openPort())
    for (const input of [
      { name: 1 },
      { name: 'a', role: 'administrator', password: 'x', extra: true },
      JSON.parse('{"__proto__":{"admin":true}}'),
      { limit: Number.NaN },
      12n,
      undefined,
    ]) {
      await expect(Reflect.apply(api.security.users.create, undefined, [input])).rejects.toMatchObject({
        code: 'VALIDATION',
        status: 400,
      })
    }
    expect(await api.security.users.list({})).toMatchObject({ items: [{ name: 'admin' }] })
  })

  it('to no procedure are answered 404', async () => {
    const port = openPort()
    const answered = once(port, 'message')
    port.postMessage('{"i":"1","p":{"u":"orpc://x/%%%/__proto__","b":{"json":1}}}')
    expect(String((await answered)[0])).toContain('"s":404')
  })

  it.each([
    'no json',
    '[]',
    '{"i":"1"}',
    `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
    null,
    12,
    { i: '1', t: 1, p: { u: 'orpc://x/system/health' } },
    new Uint8Array([1, 2, 3]),
  ])('that are no calls end the port and not the program: %#', async (message) => {
    const port = openPort()
    const closed = once(port, 'close')
    port.postMessage(message)
    await closed
    expect(await clientOf(openPort()).security.profile()).toMatchObject({ name: 'admin' })
  })
})
