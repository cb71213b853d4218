import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CertificateFiles } from '#main/platform/certificate/index.ts'
import { runToEnd } from '#test/fixtures/programs.ts'

async function openssl(...args: readonly string[]): Promise<void> {
  const { code, stderr } = await runToEnd('openssl', args)
  if (code !== 0) throw new Error(`openssl ${args[0]} failed: ${stderr}`)
}

/** As authorities of the world write them: no OCSP any more, a list of what was revoked. */
const extensions = [
  'subjectAltName=DNS:localhost,IP:127.0.0.1',
  'basicConstraints=CA:false',
  'keyUsage=digitalSignature',
  'extendedKeyUsage=serverAuth',
  'crlDistributionPoints=URI:http://authority.test/revoked.crl',
]

/** A certificate authority of a test, made by openssl: what it signs is judged as any certificate of the world. */
export class Authority {
  readonly file: string
  readonly #folder: string
  readonly #key: string

  private constructor(folder: string) {
    this.#folder = folder
    this.file = join(folder, 'authority.pem')
    this.#key = join(folder, 'authority.key')
  }

  static async create(folder: string): Promise<Authority> {
    const authority = new Authority(folder)
    const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', authority.#key]
    await openssl('req', '-x509', ...newKey, '-out', authority.file, '-days', '365', '-subj', '/O=Test/CN=Authority')
    return authority
  }

  /** A certificate for localhost and 127.0.0.1, with its chain, in a folder of that name. */
  async issue(name: string): Promise<CertificateFiles> {
    const inside = (suffix: string) => join(this.#folder, `${name}${suffix}`)
    const files = { certificate: inside('-fullchain.pem'), key: inside('-privkey.pem') }
    const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', files.key]
    await openssl('req', ...newKey, '-out', inside('.csr'), '-subj', '/CN=localhost')
    await writeFile(inside('.ext'), extensions.join('\n'))
    const signing = [
      '-CA',
      this.file,
      '-CAkey',
      this.#key,
      '-CAcreateserial',
      '-days',
      '90',
      '-extfile',
      inside('.ext'),
    ]
    await openssl('x509', '-req', '-in', inside('.csr'), ...signing, '-out', inside('.pem'))
    const chain = [await readFile(inside('.pem'), 'utf8'), await readFile(this.file, 'utf8')]
    await writeFile(files.certificate, chain.join(''))
    return files
  }
}
