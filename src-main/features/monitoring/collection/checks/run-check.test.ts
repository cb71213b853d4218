import { execFile } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { generateCertificate } from '#main/platform/certificate/index.ts'
import { checkSettingsSchema } from '#shared/features/monitoring/values.ts'
import { runCheck } from './run-check.ts'

const never = new AbortController().signal
const check = (settings: object) => runCheck(checkSettingsSchema.parse(settings), never)
const closers: (() => unknown)[] = []
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kuraban-check-'))
})
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
  await rm(folder, { recursive: true, force: true })
})

async function portOf(server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => sockets.add(socket))
  closers.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function certificate() {
  const files = { certificate: path.join(folder, 'cert.pem'), key: path.join(folder, 'key.pem') }
  await generateCertificate(files, ['127.0.0.1', 'localhost'], new Date())
  return { key: await readFile(files.key), cert: await readFile(files.certificate) }
}

describe('a check over HTTP', () => {
  const page: RequestListener = (request, response) => {
    if (request.url === '/moved') response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()
    else if (request.url === '/broken') response.writeHead(500).end('sorry')
    else if (request.url === '/packed')
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('蔵番 is well'))
    else if (request.url === '/bomb')
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('0'.repeat(50_000_000)))
    else if (request.url === '/torn')
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x').subarray(0, 10))
    else if (request.url === '/endless') response.writeHead(200).write('x')
    else response.end(`${request.method} ${request.url}`)
  }

  it('looks at the status and the text', async () => {
    const url = `http://127.0.0.1:${await portOf(createServer(page))}`
    expect(await check({ kind: 'http', url: `${url}/a`, contains: 'GET /a' })).toMatchObject({
      isUp: true,
      message: 'status 200',
      certificateEndsAt: null,
    })
    expect(await check({ kind: 'http', url, contains: 'nothing' })).toMatchObject({
      isUp: false,
      message: 'status 200, but the text is missing',
    })
    expect(await check({ kind: 'http', url: `${url}/broken` })).toMatchObject({ isUp: false, message: 'status 500' })
    expect(await check({ kind: 'http', url: `${url}/broken`, expectedStatuses: [500] })).toMatchObject({ isUp: true })
    expect(await check({ kind: 'http', url, method: 'HEAD' })).toMatchObject({ isUp: true })
    expect(await check({ kind: 'http', url: `${url}/packed`, contains: '蔵番' })).toMatchObject({ isUp: true })
  })

  it('follows nobody elsewhere', async () => {
    const url = `http://127.0.0.1:${await portOf(createServer(page))}/moved`
    expect(await check({ kind: 'http', url })).toMatchObject({ isUp: true, message: 'status 302' })
    expect(await check({ kind: 'http', url, expectedStatuses: [200] })).toMatchObject({ isUp: false })
  })

  it('is not overrun by what is packed, torn or endless', async () => {
    const url = `http://127.0.0.1:${await portOf(createServer(page))}`
    expect(await check({ kind: 'http', url: `${url}/bomb` })).toMatchObject({
      isUp: false,
      message: expect.stringContaining('longer than'),
    })
    expect(await check({ kind: 'http', url: `${url}/torn` })).toMatchObject({ isUp: false })
    const endless = await check({ kind: 'http', url: `${url}/endless`, timeoutMs: 200 })
    expect(endless).toMatchObject({ isUp: false, message: 'no answer within 200 ms' })
    expect(endless.durationMs).toBeLessThan(2000)
  })

  it('ends in its time with what hangs, breaks off or talks rubbish', async () => {
    const hanging = await portOf(createTcpServer(() => {}))
    const breaking = await portOf(createTcpServer((socket) => socket.destroy()))
    const babbling = await portOf(createTcpServer((socket) => socket.end('rubbish\r\n\r\n')))
    const at = (port: number) => check({ kind: 'http', url: `http://127.0.0.1:${port}/`, timeoutMs: 200 })
    expect(await at(hanging)).toMatchObject({ isUp: false, message: 'no answer within 200 ms' })
    expect(await at(breaking)).toMatchObject({ isUp: false, message: expect.stringContaining('hang up') })
    expect(await at(babbling)).toMatchObject({ isUp: false, message: expect.stringContaining('Parse Error') })
    expect(await at(1)).toMatchObject({ isUp: false, message: expect.stringContaining('ECONNREFUSED') })
  })

  it('trusts a certificate that fits, or any when it is told to, and tells when it ends', async () => {
    const url = `https://127.0.0.1:${await portOf(createHttpsServer(await certificate(), page))}`
    expect(await check({ kind: 'http', url })).toMatchObject({
      isUp: false,
      message: expect.stringContaining('self-signed'),
    })
    const trusting = await check({ kind: 'http', url, allowsUntrustedCertificate: true })
    expect(trusting).toMatchObject({ isUp: true, certificateEndsAt: expect.any(Date) })
    expect(trusting.certificateEndsAt?.getTime()).toBeGreaterThan(Date.now() + 30 * 86_400_000)
  })

  it.each(['http://169.254.169.254/', 'http://[fe80::1]/', 'http://0.0.0.0/'])(
    'does not go where no service of anybody is: %s',
    async (url) => {
      expect(await check({ kind: 'http', url })).toMatchObject({
        isUp: false,
        message: expect.stringContaining('not called'),
      })
    },
  )

  it('takes no password in its address', () => {
    expect(checkSettingsSchema.safeParse({ kind: 'http', url: 'https://a:b@example.jp/' }).success).toBe(false)
    expect(checkSettingsSchema.safeParse({ kind: 'http', url: 'https://example.jp/@x' }).success).toBe(true)
  })
})

describe('a check of a port', () => {
  it('is up where connections are taken', async () => {
    const port = await portOf(createTcpServer(() => {}))
    expect(await check({ kind: 'tcp', host: '127.0.0.1', port })).toMatchObject({
      isUp: true,
      message: '127.0.0.1 takes connections',
    })
    expect(await check({ kind: 'tcp', host: 'localhost', port: 1 })).toMatchObject({ isUp: false })
    expect(await check({ kind: 'tcp', host: 'no-such-host.invalid', port: 1 })).toMatchObject({ isUp: false })
  })
})

describe('a check of TLS', () => {
  it('tells why a certificate is not trusted, and when it ends', async () => {
    const port = await portOf(createTlsServer(await certificate(), () => {}))
    const found = await check({ kind: 'tls', host: '127.0.0.1', port })
    expect(found).toMatchObject({
      isUp: false,
      message: expect.stringContaining('not trusted'),
      certificateEndsAt: expect.any(Date),
    })
  })

  it('ends in its time with what never shakes hands', async () => {
    const silent = await portOf(createTcpServer(() => {}))
    const closing = await portOf(createTcpServer((socket) => socket.end()))
    expect(await check({ kind: 'tls', host: '127.0.0.1', port: silent, timeoutMs: 200 })).toMatchObject({
      isUp: false,
      message: 'no answer within 200 ms',
    })
    expect(await check({ kind: 'tls', host: '127.0.0.1', port: closing })).toMatchObject({ isUp: false })
  })
})

describe('a check of names', () => {
  /** A name server that answers every question with 192.0.2.7, or not at all. */
  async function nameServer(answers: boolean): Promise<string> {
    const socket = createSocket('udp4')
    closers.push(() => socket.close())
    socket.on('message', (question, { port, address }) => {
      if (!answers) return
      const header = Buffer.from([0, 0, 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0])
      question.copy(header, 0, 0, 2)
      const end = question.indexOf(0, 12) + 5
      const record = Buffer.from([0xc0, 0x0c, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 7])
      socket.send(Buffer.concat([header, question.subarray(12, end), record]), port, address)
    })
    socket.bind(0, '127.0.0.1')
    await once(socket, 'listening')
    return `127.0.0.1:${socket.address().port}`
  }

  it('compares the answer with what is expected', async () => {
    const server = await nameServer(true)
    expect(await check({ kind: 'dns', name: 'a.example', server })).toMatchObject({ isUp: true, message: '192.0.2.7' })
    expect(await check({ kind: 'dns', name: 'a.example', server, expected: '192.0.2.7' })).toMatchObject({ isUp: true })
    expect(await check({ kind: 'dns', name: 'a.example', server, expected: '192.0.2.8' })).toMatchObject({
      ...{ isUp: false, message: 'other answer: 192.0.2.7' },
    })
  })

  it('ends in its time with a server that is silent or no server', async () => {
    const server = await nameServer(false)
    const silent = await check({ kind: 'dns', name: 'a.example', server, timeoutMs: 300 })
    expect(silent.isUp).toBe(false)
    expect(silent.durationMs).toBeLessThan(2000)
    expect(await check({ kind: 'dns', name: 'a.example', server: 'x y z' })).toMatchObject({ isUp: false })
  })
})

describe('a check by echo', () => {
  const before = process.env.PATH

  afterEach(() => {
    process.env.PATH = before
  })

  async function program(script: string): Promise<void> {
    await writeFile(path.join(folder, 'ping'), `#!/bin/sh\n${script}\n`)
    await chmod(path.join(folder, 'ping'), 0o755)
    process.env.PATH = `${folder}:${before}`
  }

  it('uses the program of the machine and never hands it an option', async () => {
    await program(`echo "$@" > ${folder}/arguments; echo "64 bytes from x: icmp_seq=1 ttl=64 time=0.031 ms"`)
    expect(await check({ kind: 'ping', host: 'localhost', timeoutMs: 1500 })).toMatchObject({
      ...{ isUp: true, message: expect.stringMatching(/^(127\.0\.0\.1|::1) answers after 0\.031 ms$/) },
    })
    expect(await readFile(path.join(folder, 'arguments'), 'utf8')).toMatch(/^-c 1 -W 2 (127\.0\.0\.1|::1)\n$/)
    expect(await check({ kind: 'ping', host: '-f' })).toMatchObject({ isUp: false })
  })

  it('is down without an answer, and says so where there is no such program', async () => {
    await program('exit 1')
    expect(await check({ kind: 'ping', host: '127.0.0.1' })).toMatchObject({
      isUp: false,
      message: '127.0.0.1 does not answer',
    })
    await program('exec sleep 60')
    expect(await check({ kind: 'ping', host: '127.0.0.1', timeoutMs: 200 })).toMatchObject({
      isUp: false,
      message: 'no answer within 200 ms',
    })
    await rm(path.join(folder, 'ping'))
    process.env.PATH = folder
    expect(await check({ kind: 'ping', host: '127.0.0.1' })).toMatchObject({
      isUp: false,
      message: 'this machine has no program named ping',
    })
  })
})

it('leaves no program behind that was asked too long', async () => {
  await writeFile(path.join(folder, 'ping'), `#!/bin/sh\necho $$ > ${folder}/pid\nexec sleep 60\n`)
  await chmod(path.join(folder, 'ping'), 0o755)
  const before = process.env.PATH
  process.env.PATH = `${folder}:${before}`
  await check({ kind: 'ping', host: '127.0.0.1', timeoutMs: 400 })
  process.env.PATH = before
  const pid = (await readFile(path.join(folder, 'pid'), 'utf8')).trim()
  await expect.poll(() => promisify(execFile)('ps', ['-o', 'stat=', '-p', pid]).catch(() => null)).toBeNull()
})
