import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer as createHttpServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Checkpoint, readCheckpointFile } from '#main/engine/audit-verifier/index.ts'
import { generateCertificate } from '#main/platform/certificate/index.ts'
import { InProcessEventBus } from '#main/platform/event-bus.ts'
import { newId } from '#main/platform/identifiers.ts'
import { silentLogger } from '#main/platform/logger.ts'
import { guardedAddress, isAllowed } from '#main/platform/outgoing/guarded-address.ts'
import { memorySecretStore } from '#main/platform/secret-store/memory-secret-store.ts'
import type { AppEvent } from '#shared/contract/events.ts'
import { checkpointSigner } from '#test/fixtures/audit-record.ts'
import { describeOnEachDatabase } from '#test/stores/describe-on-each-database.ts'
import { insertCheckpoint } from '../../repository/audit-checkpoints.ts'
import { AuditKeys } from '../audit-keys.ts'
import { CheckpointDelivery } from './checkpoint-delivery.ts'
import type { CheckpointDestination } from './destination.ts'
import { fileDestination } from './file-destination.ts'
import { syslogDestination } from './syslog-destination.ts'
import { webhookDestination } from './webhook-destination.ts'

const siteOnly = { inside: false, loopback: true, plainInside: false }
const servers: { close(): unknown }[] = []
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kuraban-delivery-'))
})

afterEach(async () => {
  for (const server of servers.splice(0)) server.close()
  await rm(folder, { recursive: true, force: true })
})

async function loopbackCertificate(): Promise<{ key: Buffer; cert: Buffer; caFile: string }> {
  const files = { certificate: path.join(folder, 'cert.pem'), key: path.join(folder, 'key.pem') }
  await generateCertificate(files, ['127.0.0.1', 'localhost'], new Date())
  return { key: await readFile(files.key), cert: await readFile(files.certificate), caFile: files.certificate }
}

async function portOf(server: Server): Promise<number> {
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

function collect(received: string[]) {
  return (socket: Socket) => socket.setEncoding('utf8').on('data', (text: string) => received.push(text))
}

const header = /^<110>1 \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z \S+ kuraban \d+ audit-checkpoint - /

describe('a syslog server', () => {
  const lines = ['{"seq":1}', '{"seq":2,"名":"蔵"}']

  it('gets each state as one datagram by RFC 5424', async () => {
    const socket = createSocket('udp4')
    servers.push(socket)
    const received: string[] = []
    socket.on('message', (message) => received.push(message.toString('utf8')))
    socket.bind(0, '127.0.0.1')
    await once(socket, 'listening')
    await syslogDestination(`udp://127.0.0.1:${socket.address().port}`, '').deliver(lines)
    await expect.poll(() => received.length).toBe(2)
    expect(received[0]).toMatch(header)
    expect(received.map((message) => message.replace(header, ''))).toEqual(lines)
  })

  it.each(['tcp', 'tls'])('gets each state over %s with its length before it', async (way) => {
    const received: string[] = []
    const { key, cert, caFile } = await loopbackCertificate()
    const server =
      way === 'tls' ? createTlsServer({ key, cert }, collect(received)) : createTcpServer(collect(received))
    await syslogDestination(`${way}://127.0.0.1:${await portOf(server)}`, caFile).deliver(lines)
    const bytes = Buffer.from(received.join(''), 'utf8')
    const space = bytes.indexOf(32)
    const length = Number(bytes.subarray(0, space))
    const first = bytes.subarray(space + 1, space + 1 + length).toString('utf8')
    expect(first.replace(header, '')).toBe(lines[0])
    expect(bytes.subarray(space + 1 + length).toString('utf8')).toContain(lines[1])
  })

  it('is not trusted over TLS without a certificate that fits, and a dead one is told', async () => {
    const { key, cert } = await loopbackCertificate()
    const server = createTlsServer({ key, cert })
    const port = await portOf(server)
    await expect(syslogDestination(`tls://127.0.0.1:${port}`, '').deliver(lines)).rejects.toThrow()
    await expect(syslogDestination('tcp://127.0.0.1:1', '').deliver(lines)).rejects.toThrow(/ECONNREFUSED/)
  })
})

describe('a webhook', () => {
  it('gets the signed state as JSON over https', async () => {
    const { key, cert, caFile } = await loopbackCertificate()
    const bodies: string[] = []
    const server = createHttpsServer({ key, cert }, (request, response) => {
      expect(request.method).toBe('POST')
      expect(request.headers['content-type']).toBe('application/json')
      request.setEncoding('utf8').on('data', (text: string) => bodies.push(text))
      request.on('end', () => response.writeHead(204).end())
    })
    const port = await portOf(server)
    await webhookDestination(`https://127.0.0.1:${port}/in`, { allowInside: false, caFile }).deliver(['{"seq":1}'])
    expect(bodies).toEqual(['{"seq":1}'])
    const untrusted = webhookDestination(`https://127.0.0.1:${port}/in`, { allowInside: false, caFile: '' })
    await expect(untrusted.deliver(['{}'])).rejects.toThrow()
  })

  it('is called over http on this machine only, and its redirects lead nowhere', async () => {
    let calls = 0
    const port = await portOf(
      createHttpServer((_, response) => {
        calls += 1
        response.writeHead(302, { location: '/other' }).end()
      }),
    )
    const options = { allowInside: false, caFile: '' }
    await expect(webhookDestination(`http://127.0.0.1:${port}/`, options).deliver(['{}'])).rejects.toThrow('302')
    expect(calls).toBe(1)
    await expect(guardedAddress(new URL('http://192.0.2.1/'), { ...siteOnly, inside: true })).rejects.toThrow('https')
  })

  it.each(['127.1', '0177.0.0.1', '2130706433', '[::1]', 'localhost'])('knows %s as this machine', async (host) => {
    await expect(guardedAddress(new URL(`http://${host}/`), siteOnly)).resolves.toBeDefined()
  })

  it.each([
    ...['169.254.169.254', '[::ffff:169.254.169.254]', '[fe80::1]', '0.0.0.0', '[::]', '224.0.0.1'],
    ...['10.0.0.1', '192.168.1.1', '172.16.0.1', '100.64.0.1', '[fd00::1]', '[::ffff:a00:1]', '0x0a000001'],
  ])('refuses to lead to %s', async (host) => {
    await expect(guardedAddress(new URL(`https://${host}/`), siteOnly)).rejects.toThrow('must not be called')
  })

  it('opens networks of the site by the setting, but never those of clouds, nor this machine under another name', () => {
    const inside = { allowInside: true, namesLoopback: false }
    expect(isAllowed('192.168.1.1', 'ipv4', inside)).toBe(true)
    expect(isAllowed('169.254.169.254', 'ipv4', inside)).toBe(false)
    expect(isAllowed('127.0.0.1', 'ipv4', inside)).toBe(false)
    expect(isAllowed('::ffff:127.0.0.1', 'ipv6', inside)).toBe(false)
  })
})

describe('a file', () => {
  it('grows by whole lines that the verifier reads', async () => {
    const file = path.join(folder, 'deep', 'states.jsonl')
    const sign = checkpointSigner()
    const states: Checkpoint[] = [1, 2, 3].map((seq) => sign({ seq, hash: String(seq).repeat(64) }))
    const destination = fileDestination(file)
    for (const state of states) await destination.deliver([JSON.stringify(state)])
    const bytes = await readFile(file)
    expect(
      await readCheckpointFile(
        (async function* () {
          yield bytes
        })(),
      ),
    ).toEqual(states)
  })
})

describeOnEachDatabase('the delivery of checkpoints', (open) => {
  it('tries a dead destination again with growing pauses, tells of it once, and lets others go on', async () => {
    const storage = await open()
    const keys = new AuditKeys({
      secrets: memorySecretStore(),
      clock: { now: () => new Date(0), monotonicMs: () => 0 },
    })
    const events: AppEvent[] = []
    const bus = new InProcessEventBus()
    bus.listen((event) => events.push(event))
    let nowMs = 1_800_000_000_000
    let dead = true
    const taken: Record<string, number[]> = { file: [], webhook: [] }
    let tries = 0
    const destination = (kind: 'file' | 'webhook'): CheckpointDestination => ({
      kind,
      place: kind,
      deliver: async (lines) => {
        if (kind === 'webhook') tries += 1
        if (kind === 'webhook' && dead) throw new Error('nobody answers')
        taken[kind]?.push(...lines.map((line) => JSON.parse(line).seq as number))
      },
    })
    const delivery = new CheckpointDelivery({
      ...{ storage, events: bus, log: silentLogger, nodeName: 'test' },
      clock: { now: () => new Date(nowMs), monotonicMs: () => nowMs },
      destinations: () => [destination('webhook'), destination('file')],
    })
    const add = async (seq: number) => {
      const signed = await keys.sign({ kind: 'state', seq, hash: 'a'.repeat(64), at: nowMs })
      await insertCheckpoint(storage.db, { id: newId(), ...signed })
    }
    await add(1)
    await delivery.deliver()
    await add(2)
    await delivery.deliver()
    expect(taken).toEqual({ file: [1, 2], webhook: [] })
    expect(tries).toBe(1)
    nowMs += 31_000
    await delivery.deliver()
    nowMs += 31_000
    await delivery.deliver()
    expect(tries).toBe(2)
    expect(events.filter((event) => event.type === 'notice')).toHaveLength(1)
    expect(await delivery.status()).toMatchObject([
      { kind: 'webhook', failure: 'nobody answers', lastDeliveredAt: null },
      { kind: 'file', failure: null, lastDeliveredAt: new Date(1_800_000_000_000).toISOString() },
    ])
    dead = false
    nowMs += 61_000
    await delivery.deliver()
    await add(3)
    await delivery.deliver()
    expect(taken).toEqual({ file: [1, 2, 3], webhook: [2, 3] })
    expect(await delivery.status()).toMatchObject([{ failure: null }, { failure: null }])
  })
})
