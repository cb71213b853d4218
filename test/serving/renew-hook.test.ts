import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { readCertificatePair } from '#main/platform/certificate/index.ts'
import { runToEnd } from '#test/fixtures/programs.ts'
import { temporaryFolder } from '#test/fixtures/temporary-folder.ts'
import { Authority } from './authority.ts'

const hook = resolve(import.meta.dirname, '../../resources/deployment/renew-hook.sh')
let lineage = ''
let target = ''
let log = ''
let authority: Authority

async function renew(name: string): Promise<string> {
  const files = await authority.issue(name)
  await writeFile(join(lineage, 'fullchain.pem'), await readFile(files.certificate))
  await writeFile(join(lineage, 'privkey.pem'), await readFile(files.key))
  return (await readCertificatePair(files)).fingerprint
}

/** As certbot calls its deploy hook. */
const asCertbot = (...args: readonly string[]) =>
  runToEnd('sh', [hook, '--to', target, '--log', log, ...args], { RENEWED_LINEAGE: lineage })

const inUse = () =>
  readCertificatePair({ certificate: join(target, 'fullchain.pem'), key: join(target, 'privkey.pem') })

beforeEach(async () => {
  lineage = await temporaryFolder()
  target = join(await temporaryFolder(), 'certificate')
  log = join(await temporaryFolder(), 'renew.log')
  authority = await Authority.create(await temporaryFolder())
})

describe('the renewal hook', () => {
  it('puts the pair where it is read, for the owner only, and writes down what it did', async () => {
    const fingerprint = await renew('a')
    expect((await asCertbot()).code).toBe(0)
    expect((await inUse()).fingerprint).toBe(fingerprint)
    expect((await readdir(target)).toSorted()).toEqual(['fullchain.pem', 'privkey.pem'])
    expect((await stat(join(target, 'privkey.pem'))).mode & 0o777).toBe(0o600)
    const written = await readFile(log, 'utf8')
    expect(written).toMatch(/^\d{4}-\d\d-\d\dT[\d:]{8}Z renew-hook: good: subject=CN = localhost/)
    expect(written).toContain(fingerprint)
    expect(written).not.toContain('PRIVATE KEY')
  })

  it('only looks with --dry-run', async () => {
    await renew('a')
    const { code, stderr } = await asCertbot('--dry-run')
    expect([code, stderr.includes('dry run: would be put into')]).toEqual([0, true])
    await expect(readdir(target)).rejects.toThrow('ENOENT')
  })

  it('works for acme.sh, which names the folder', async () => {
    const fingerprint = await renew('a')
    const { code } = await runToEnd('sh', [hook, '--from', lineage, '--to', target], { RENEWED_LINEAGE: '' })
    expect([code, (await inUse()).fingerprint]).toEqual([0, fingerprint])
  })

  it.each([
    [
      'the key of another certificate',
      async () => {
        const other = await authority.issue('other')
        await writeFile(join(lineage, 'privkey.pem'), await readFile(other.key))
      },
    ],
    ['half a certificate', () => writeFile(join(lineage, 'fullchain.pem'), '-----BEGIN CERTIFICATE-----\nMIIB')],
    ['no key', () => rm(join(lineage, 'privkey.pem'))],
  ])('refuses %s and leaves the one in use', async (_what, spoil) => {
    const fingerprint = await renew('a')
    await asCertbot()
    await renew('b')
    await spoil()
    const { code, stderr } = await asCertbot()
    expect(code).toBe(1)
    expect(stderr).toContain('the certificate in use stays')
    expect((await inUse()).fingerprint).toBe(fingerprint)
  })

  it.each([[[]], [['--to']], [['--from', '/tmp']], [['--somewhere', 'x']]])(
    'tells how it is called: %j',
    async (args) => {
      const { code, stderr } = await runToEnd('sh', [hook, ...args], { RENEWED_LINEAGE: '' })
      expect([code, stderr.includes('usage:')]).toEqual([2, true])
    },
  )
})
