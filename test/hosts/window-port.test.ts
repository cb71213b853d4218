import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { callToNowhere, malformedInputs, malformedMessages } from './malformed-calls.ts'
import { openPort, type PortClient } from './port-client.ts'
import { openTestApplication, setUp, type TestApplication } from './test-application.ts'

let opened: TestApplication
let token: string
let clients: PortClient[]

beforeEach(async () => {
  opened = await openTestApplication()
  token = (await setUp(opened.app)).token
  clients = []
})

afterEach(async () => {
  for (const { port } of clients) port.close()
  await opened.remove()
})

function open(): PortClient {
  const client = openPort(opened.app, token)
  clients.push(client)
  return client
}

describe('calls over the port of a window', () => {
  it('with malformed input are refused with the same code as elsewhere, and the port goes on', async () => {
    const { api } = open()
    for (const input of malformedInputs) {
      await expect(Reflect.apply(api.security.users.create, undefined, [input])).rejects.toMatchObject({
        code: 'VALIDATION',
        status: 400,
      })
    }
    expect(await api.security.users.list({})).toMatchObject({ items: [{ name: 'admin' }] })
  })

  it('to no procedure are answered 404', async () => {
    const { port } = open()
    const answered = once(port, 'message')
    port.postMessage(callToNowhere)
    expect(String((await answered)[0])).toContain('"s":404')
  })

  it('that are no calls end the port and not the program', async () => {
    const objects = [null, 12, { i: '1', t: 1, p: { u: 'orpc://x/system/health' } }, new Uint8Array([1, 2, 3])]
    for (const message of [...malformedMessages, ...objects]) {
      const { port } = open()
      const closed = once(port, 'close')
      port.postMessage(message)
      await closed
    }
    expect(await open().api.security.profile()).toMatchObject({ name: 'admin' })
  })
})
