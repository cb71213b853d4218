import * as dns from 'node:dns/promises'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished, vi } from 'vitest'
import { OutgoingRefusedError } from './guarded-address.ts'
import { guardedCall } from './guarded-call.ts'

vi.mock('node:dns/promises', { spy: true })

const here = { inside: false, loopback: true, plainInside: false }

async function served(listener: RequestListener, host = '127.0.0.1'): Promise<number> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

const call = (address: string, given: Partial<Parameters<typeof guardedCall>[1]> = {}) =>
  guardedCall(new URL(address), { method: 'GET', rules: here, limitMs: 2000, ...given })

it('goes to the address that was checked, whatever the name leads to afterwards', async () => {
  const port = await served((request, response) => response.end(request.headers.host), '127.0.0.2')
  const where = vi.mocked(dns.lookup)
  where.mockReset()
  where.mockResolvedValueOnce([{ address: '127.0.0.2', family: 4 }] as never)
  where.mockResolvedValue([{ address: '10.0.0.1', family: 4 }] as never)
  expect(await call(`http://localhost:${port}/`)).toEqual({ status: 200, text: `localhost:${port}` })
  expect(where).toHaveBeenCalledTimes(1)
  await expect(call(`http://localhost:${port}/`)).rejects.toBeInstanceOf(OutgoingRefusedError)
  where.mockResolvedValueOnce([
    { address: '192.0.2.1', family: 4 },
    { address: '10.0.0.1', family: 4 },
  ] as never)
  await expect(call('https://several.example/'), 'one bad address is enough').rejects.toThrow('10.0.0.1')
  where.mockRestore()
})

it('refuses this machine and networks of the site unless they are opened', async () => {
  const port = await served((_, response) => response.end())
  const closed = { inside: true, loopback: false, plainInside: true }
  await expect(call(`http://127.0.0.1:${port}/`, { rules: closed })).rejects.toThrow('must not be called')
  await expect(call('https://10.0.0.1/')).rejects.toThrow('must not be called')
})

it('follows no redirect', async () => {
  let calls = 0
  const port = await served((_, response) => {
    calls += 1
    response.writeHead(307, { location: '/again' }).end()
  })
  expect((await call(`http://127.0.0.1:${port}/`)).status).toBe(307)
  expect(calls).toBe(1)
})

it('gives up in time, and says which signal it was', async () => {
  const port = await served(() => {})
  await expect(call(`http://127.0.0.1:${port}/`, { limitMs: 100 })).rejects.toMatchObject({ name: 'TimeoutError' })
  const reason = new Error('stopped')
  const signal = AbortSignal.abort(reason)
  await expect(call(`http://127.0.0.1:${port}/`, { signal })).rejects.toBe(reason)
})

it('has been taken once there is a status, however slow or long the rest is', async () => {
  const slow = await served((_, response) => response.writeHead(202).write('begun'))
  expect(await call(`http://127.0.0.1:${slow}/`, { limitMs: 300 })).toEqual({ status: 202, text: 'begun' })
  const endless = await served((_, response) => {
    response.on('error', () => {})
    const more = () => response.write('x'.repeat(100_000), (error) => (error ? undefined : more()))
    more()
  })
  expect((await call(`http://127.0.0.1:${endless}/`)).text).toHaveLength(300)
})
