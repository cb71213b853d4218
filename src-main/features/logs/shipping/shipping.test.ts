import { appendFileSync, existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text as readText } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { LineInWords } from '#main/engine/logs/index.ts'
import type { LogDestination } from './log-destination.ts'
import { otlpShipping } from './otlp-shipping.ts'
import { Shipper } from './shipper.ts'
import { syslogShipping } from './syslog-shipping.ts'

let folder = ''
let monotonicMs = 0
const clock = { now: () => new Date(0), monotonicMs: () => monotonicMs }
const file = (name: string) => join(folder, name)
const line = (n: number, level = 'INFO') =>
  `${JSON.stringify({ timestamp: new Date(n).toISOString(), level, logger: 'api', message: `line ${n}`, request_id: 'r1' })}\n`
const write = (...numbers: number[]) => appendFileSync(file('kuraban.log'), numbers.map((n) => line(n)).join(''))

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kuraban-shipping-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

class Place implements LogDestination {
  readonly kind = 'otlp'
  readonly place = 'test'
  readonly taken: string[] = []
  isDown = false
  async deliver(lines: Parameters<LogDestination['deliver']>[0]): Promise<void> {
    if (this.isDown) throw new Error('down')
    this.taken.push(...lines.map(({ message }) => message))
  }
}

function shipper(place: LogDestination): Shipper {
  const made = new Shipper(place, file('kuraban.log'), file('state.json'), clock)
  onTestFinished(() => made.close())
  return made
}

describe('shipping of a log', () => {
  it('begins with what is written after it was switched on, and goes on after a restart', async () => {
    write(1)
    const place = new Place()
    await shipper(place).run()
    write(2, 3)
    await shipper(place).run()
    write(4)
    const last = shipper(place)
    await last.run()
    expect(place.taken).toEqual(['line 2', 'line 3', 'line 4'])
    expect(last.status()).toEqual({ state: 'ok', waitingLines: 0, sentLines: 3, droppedLines: 0, lastFailure: null })
  })

  it('loses nothing while the place is down and files are rotated, and tries again ever later', async () => {
    write(1)
    const place = new Place()
    const one = shipper(place)
    await one.run()
    place.isDown = true
    write(2)
    await expect(one.run()).rejects.toThrow('down')
    renameSync(file('kuraban.log'), file('kuraban-20261122T000000000Z.log'))
    write(3, 4)
    expect(one.status()).toMatchObject({ state: 'failing', waitingLines: 3, lastFailure: 'down' })
    place.isDown = false
    await one.run()
    expect(place.taken).toEqual([])
    monotonicMs += 2000
    await one.run()
    expect(place.taken).toEqual(['line 2', 'line 3', 'line 4'])
  })

  it('counts what was taken away before it could be sent', async () => {
    write(1)
    const place = new Place()
    const one = shipper(place)
    await one.run()
    place.isDown = true
    write(2, 3)
    await expect(one.run()).rejects.toThrow('down')
    rmSync(file('kuraban.log'))
    write(100)
    place.isDown = false
    monotonicMs += 2000
    await one.run()
    expect(place.taken).toEqual(['line 100'])
    expect(one.status()).toMatchObject({ droppedLines: 2 })
  })

  it('begins anew where its state is damaged', async () => {
    write(1)
    writeFileSync(file('state.json'), '{')
    const place = new Place()
    const one = shipper(place)
    await one.run()
    write(2)
    await one.run()
    expect(place.taken).toEqual(['line 2'])
    expect(existsSync(file('state.json'))).toBe(true)
  })
})

const shipped: LineInWords = {
  ...{ atMs: 1, level: 'ERROR', logger: 'api', message: 'no disk', correlationId: 'r1', userId: null, text: '{"a":1}' },
}

describe('where a log is shipped to', () => {
  it('is a collector of OpenTelemetry, in its own form', async () => {
    const calls: { url: string | undefined; authorization: string | undefined; body: string }[] = []
    let status = 200
    const server = await listening(
      createServer(async (request: IncomingMessage, response) => {
        const { url, headers } = request
        calls.push({ url, authorization: headers.authorization, body: await readText(request) })
        response.writeHead(status, { location: '/elsewhere' }).end('{}')
      }),
    )
    const settings = { environment: 'test', syslog: '', otlp: server, otlpAuthorization: 'Bearer x', caFile: '' }
    await otlpShipping(settings).deliver([shipped])
    expect(calls[0]).toMatchObject({ url: '/v1/logs', authorization: 'Bearer x' })
    const { resourceLogs } = JSON.parse(calls[0]?.body ?? '')
    expect(resourceLogs[0].scopeLogs).toEqual([
      {
        scope: { name: 'api' },
        logRecords: [
          {
            ...{ timeUnixNano: '1000000', severityNumber: 17, severityText: 'ERROR', body: { stringValue: 'no disk' } },
            attributes: [
              { key: 'request_id', value: { stringValue: 'r1' } },
              { key: 'log.record.original', value: { stringValue: '{"a":1}' } },
            ],
          },
        ],
      },
    ])
    for (status of [302, 500]) {
      await expect(otlpShipping(settings).deliver([shipped])).rejects.toThrow(`answered ${status}`)
    }
  })

  it('is a syslog server, under the severity of the level', async () => {
    const received = Promise.withResolvers<string>()
    const server = createTcpServer((socket) => void readText(socket).then(received.resolve))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    await syslogShipping(`tcp://127.0.0.1:${portOf(server)}`, '').deliver([shipped])
    expect(await received.promise).toMatch(/^\d+ <11>1 1970-01-01T00:00:00\.001Z \S+ kuraban \d+ log - \{"a":1\}$/)
  })
})

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${portOf(server)}`
}

function portOf(server: { address(): AddressInfo | string | null }): number {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}
