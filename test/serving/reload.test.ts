import { copyFile, readFile, rename, symlink, writeFile } from 'node:fs/promises'
import { Agent, get } from 'node:https'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect } from 'node:tls'
import { describe, expect, it } from 'vitest'
import { type CertificateFiles, CertificateKeeper, readCertificatePair } from '#main/platform/certificate/index.ts'
import { systemClock } from '#main/platform/clock.ts'
import { silentLogger } from '#main/platform/logger.ts'
import { SecureServer } from './secure-server.ts'

const server = new SecureServer()

/** The fingerprint that a new connection is shown. */
async function shownFingerprint(): Promise<string> {
  const ca = await readFile(server.authority.file)
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const socket = connect({ port: Number(server.port), host: '127.0.0.1', ca }, () => {
    resolve(socket.getPeerCertificate().fingerprint256)
    socket.end()
  })
  socket.on('error', reject)
  return promise
}

async function untilShown(fingerprint: string): Promise<void> {
  const givenUpMs = performance.now() + 10_000
  while ((await shownFingerprint()) !== fingerprint) {
    if (performance.now() > givenUpMs) throw new Error('the new certificate was not taken')
    await sleep(20)
  }
}

interface Load {
  answered: number
  failures: string[]
  stop(): Promise<void>
}

/** Callers that ask without a pause: half on connections that stay, half on a new one each time. */
async function startLoad(callers: number): Promise<Load> {
  const ca = await readFile(server.authority.file)
  let stopped = false
  const load: Load = { answered: 0, failures: [], stop: async () => {} }
  const ask = (agent: Agent) =>
    new Promise<void>((resolve) => {
      const request = get(`${server.url}/health`, { agent, ca }, (response) => {
        if (response.statusCode === 200) load.answered += 1
        else load.failures.push(`status ${response.statusCode}`)
        response.resume().once('end', resolve)
      })
      request.on('error', (error) => {
        load.failures.push(error.message)
        resolve()
      })
    })
  const work = Array.from({ length: callers }, async (_, n) => {
    const agent = new Agent({ keepAlive: n % 2 === 0, maxSockets: 1, maxCachedSessions: n % 4 === 1 ? 100 : 0 })
    while (!stopped) await ask(agent)
    agent.destroy()
  })
  load.stop = async () => {
    stopped = true
    await Promise.all(work)
  }
  return load
}

/** Ways in which programs put a new certificate in the place of the old one. */
const ways: readonly (readonly [string, (from: CertificateFiles, to: CertificateFiles) => Promise<void>])[] = [
  [
    'written over, the certificate first and in two pieces',
    async (from, to) => {
      const text = await readFile(from.certificate, 'utf8')
      await writeFile(to.certificate, text.slice(0, 200))
      await sleep(120)
      await writeFile(to.certificate, text)
      await sleep(120)
      await copyFile(from.key, to.key)
    },
  ],
  [
    'renamed, the key first',
    async (from, to) => {
      await rename(from.key, to.key)
      await sleep(120)
      await rename(from.certificate, to.certificate)
    },
  ],
  [
    'swapped as links',
    async (from, to) => {
      for (const part of ['certificate', 'key'] as const) {
        await symlink(from[part], `${to[part]}.next`)
        await rename(`${to[part]}.next`, to[part])
      }
    },
  ],
]

describe('a new certificate under load', () => {
  it.each(ways)('is taken without a request dropped: %s', async (_what, put) => {
    const load = await startLoad(12)
    const next = await server.authority.issue('next')
    const expected = await readCertificatePair(next)
    await put(next, {
      certificate: join(server.folder, 'server-fullchain.pem'),
      key: join(server.folder, 'server-privkey.pem'),
    })
    await untilShown(expected.fingerprint)
    const before = load.answered
    while (load.answered < before + 50) await sleep(10)
    await load.stop()
    expect(load.failures).toEqual([])
    expect(load.answered).toBeGreaterThan(100)
  })
})

describe('a certificate that cannot be used', () => {
  it('leaves the old one, and is told', async () => {
    const before = await shownFingerprint()
    await writeFile(join(server.folder, 'server-privkey.pem'), 'no key')
    await expect.poll(() => server.keeper.failure).toBe('no-private-key')
    expect(await shownFingerprint()).toBe(before)
  })

  it('keeps a server from starting', async () => {
    const files = await server.authority.issue('a')
    const other = await server.authority.issue('b')
    const opening = CertificateKeeper.open({
      ...{ clock: systemClock, log: silentLogger },
      files: { ...files, key: other.key },
    })
    await expect(opening).rejects.toMatchObject({
      code: 'CERTIFICATE_UNUSABLE',
      data: { path: other.key, reason: 'key-of-another-certificate' },
    })
  })
})
