import { execFileSync } from 'node:child_process'
import { copyFile, mkdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { temporaryFolder } from '#test/fixtures/temporary-folder.ts'
import { type Logger, silentLogger } from '../logger.ts'
import { type CertificateFiles, CertificateKeeper, generateCertificate, readCertificatePair } from './index.ts'

let folder = ''
let now = new Date('2026-11-22T00:00:00Z')
const clock = { now: () => now, monotonicMs: () => now.getTime() }

beforeEach(async () => {
  folder = await temporaryFolder()
  now = new Date('2026-11-22T00:00:00Z')
})

async function made(name: string, at = now): Promise<CertificateFiles> {
  const files = { certificate: join(folder, name, 'fullchain.pem'), key: join(folder, name, 'privkey.pem') }
  await generateCertificate(files, ['keeper.example', 'localhost', '127.0.0.1', '::1'], at)
  return files
}

async function open(files: CertificateFiles, more: { renew?: () => Promise<void>; log?: Logger } = {}) {
  return CertificateKeeper.open({ files, clock, log: silentLogger, ...more })
}

describe('a generated certificate', () => {
  it('is for its names and addresses, 397 days at most, with a key only the owner reads', async () => {
    const files = await made('a')
    const pair = await readCertificatePair(files)
    expect(pair.names).toEqual(['keeper.example', 'localhost', '127.0.0.1', '0:0:0:0:0:0:0:1'])
    expect(pair.notAfter.getTime() - pair.notBefore.getTime()).toBe(397 * 86_400_000)
    expect(pair.fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)
    expect((await stat(files.key)).mode & 0o777).toBe(0o600)
  })

  it('is what openssl calls a P-256 server certificate that is no authority', async () => {
    const { certificate } = await made('a')
    const text = execFileSync('openssl', ['x509', '-in', certificate, '-noout', '-text'], { encoding: 'utf8' })
    expect(text).toContain('ASN1 OID: prime256v1')
    expect(text).toContain('CA:FALSE')
    expect(text).toContain('TLS Web Server Authentication')
    expect(text).toContain('DNS:keeper.example, DNS:localhost, IP Address:127.0.0.1')
    const verdict = execFileSync('openssl', ['verify', '-CAfile', certificate, '-attime', '1795500000', certificate])
    expect(String(verdict)).toContain('OK')
  })

  it('has another number and key each time', async () => {
    const pairs = await Promise.all([made('a').then(readCertificatePair), made('b').then(readCertificatePair)])
    expect(pairs[0]?.fingerprint).not.toBe(pairs[1]?.fingerprint)
    expect(pairs[0]?.key).not.toBe(pairs[1]?.key)
  })
})

describe('reading a certificate', () => {
  it('refuses what cannot be used, without telling what is in the file', async () => {
    const files = await made('a')
    const other = await made('b')
    const junk = join(folder, 'junk.pem')
    await writeFile(junk, 'hunter2')
    const reasonOf = (change: Partial<CertificateFiles>) =>
      readCertificatePair({ ...files, ...change }).then(
        () => 'taken',
        (error) => `${error.code} ${error.data.path} ${error.data.reason}`,
      )
    expect(await reasonOf({})).toBe('taken')
    expect(await reasonOf({ key: other.key })).toBe(`CERTIFICATE_UNUSABLE ${other.key} key-of-another-certificate`)
    expect(await reasonOf({ certificate: junk })).toBe(`CERTIFICATE_UNUSABLE ${junk} no-certificate`)
    expect(await reasonOf({ key: junk })).toBe(`CERTIFICATE_UNUSABLE ${junk} no-private-key`)
    expect(await reasonOf({ key: join(folder, 'none') })).toBe(`CERTIFICATE_UNUSABLE ${join(folder, 'none')} ENOENT`)
  })
})

describe('the keeper', () => {
  it('takes new files that were renamed into place', async () => {
    const files = await made('a')
    const keeper = await open(files)
    const taken: string[] = []
    keeper.onChange(({ fingerprint }) => taken.push(fingerprint))
    const next = await made('b')
    const expected = await readCertificatePair(next)
    await rename(next.certificate, files.certificate)
    await keeper.look()
    expect([taken, keeper.failure]).toEqual([[], null])
    await rename(next.key, files.key)
    await keeper.look()
    expect(taken).toEqual([expected.fingerprint])
    expect(keeper.current.fingerprint).toBe(expected.fingerprint)
  })

  it('takes new files behind a link that was swapped', async () => {
    await made('one')
    await made('two')
    const live = join(folder, 'live')
    await symlink(join(folder, 'one'), live)
    const keeper = await open({ certificate: join(live, 'fullchain.pem'), key: join(live, 'privkey.pem') })
    const before = keeper.current.fingerprint
    await symlink(join(folder, 'two'), join(folder, 'next'))
    await rename(join(folder, 'next'), live)
    await keeper.look()
    expect(keeper.current.fingerprint).not.toBe(before)
  })

  it.each([
    [
      'half a certificate',
      async (files: CertificateFiles) => {
        await writeFile(files.certificate, (await readFile(files.certificate, 'utf8')).slice(0, 300))
      },
      'no-certificate',
    ],
    [
      'the key of another',
      async (files: CertificateFiles) => {
        await copyFile((await made('other')).key, files.key)
      },
      'key-of-another-certificate',
    ],
    ['nothing', async (files: CertificateFiles) => rm(files.certificate), 'ENOENT'],
    [
      'what has run out',
      async (files: CertificateFiles) => {
        const old = await made('old', new Date('2024-01-01T00:00:00Z'))
        await copyFile(old.key, files.key)
        await copyFile(old.certificate, files.certificate)
      },
      'expired',
    ],
    [
      'a folder',
      async (files: CertificateFiles) => {
        await rm(files.key)
        await mkdir(files.key)
      },
      'EISDIR',
    ],
  ])('keeps the old one when it finds %s, and tells it once the files stand still', async (_what, spoil, reason) => {
    const files = await made('a')
    const errors: string[] = []
    const keeper = await open(files, { log: { ...silentLogger, error: (message) => errors.push(message) } })
    const before = keeper.current.fingerprint
    await spoil(files)
    await keeper.look()
    expect([keeper.failure, errors.length]).toEqual([null, 0])
    for (let n = 0; n < 3; n += 1) await keeper.look()
    expect([keeper.failure, errors.length]).toEqual([reason, 1])
    expect(keeper.current.fingerprint).toBe(before)
  })

  it('forgets the failure when good files come', async () => {
    const files = await made('a')
    const keeper = await open(files)
    await writeFile(files.certificate, '')
    for (let n = 0; n < 2; n += 1) await keeper.look()
    expect(keeper.failure).toBe('no-certificate')
    const next = await made('b')
    await copyFile(next.key, files.key)
    await copyFile(next.certificate, files.certificate)
    await keeper.look()
    expect(keeper.failure).toBeNull()
    expect(keeper.current.fingerprint).toBe((await readCertificatePair(next)).fingerprint)
  })

  it('renews its own certificate 30 days before it runs out, not earlier', async () => {
    const files = await made('a')
    let renewals = 0
    const renew = async () => {
      renewals += 1
      await generateCertificate(files, ['localhost'], now)
    }
    const keeper = await open(files, { renew })
    const days = (count: number) => new Date(Date.parse('2026-11-22T00:00:00Z') + count * 86_400_000)
    now = days(366)
    await keeper.look()
    expect(renewals).toBe(0)
    now = days(368)
    await keeper.look()
    await keeper.look()
    expect(renewals).toBe(1)
    expect(keeper.current.notAfter.getTime()).toBeGreaterThan(days(700).getTime())
  })

  it('tells when it cannot renew, and tries again after an hour', async () => {
    const files = await made('a')
    let renewals = 0
    const renew = async () => {
      renewals += 1
      throw new Error('disk full')
    }
    const keeper = await open(files, { renew })
    now = new Date('2027-12-01T00:00:00Z')
    for (let n = 0; n < 3; n += 1) await keeper.look()
    expect([renewals, keeper.failure]).toEqual([1, 'renewal-failed'])
    now = new Date('2027-12-01T01:00:01Z')
    await keeper.look()
    expect(renewals).toBe(2)
  })
})
