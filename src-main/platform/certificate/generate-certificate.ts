import { randomBytes, webcrypto } from 'node:crypto'
import { isIP } from 'node:net'
import { dayMs } from '#main/platform/durations.ts'
import { writeFileAtomically } from '../atomic-file.ts'
import type { CertificateFiles } from './certificate-pair.ts'

/** The longest validity that browsers accept. */
const validDays = 397
/** Clocks of clients may be behind a little. */
const backdatedMs = 3_600_000
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

/**
 * Writes a self-signed certificate (ECDSA P-256, 397 days) for the names and addresses and its key, both readable by the
 * owner only. Whoever opens the address compares the fingerprint once.
 */
export async function generateCertificate(files: CertificateFiles, names: readonly string[], now: Date): Promise<void> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const key = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)
  const certificate = await selfSigned(keys, names, now)
  await writeFileAtomically(files.key, pem('PRIVATE KEY', new Uint8Array(key)))
  await writeFileAtomically(files.certificate, certificate)
}

async function selfSigned(keys: webcrypto.CryptoKeyPair, names: readonly string[], now: Date): Promise<string> {
  // The library asks for a metadata polyfill that must be there before it is loaded.
  await import('reflect-metadata')
  const x509 = await import('@peculiar/x509')
  const notBefore = new Date(now.getTime() - backdatedMs)
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: `4${randomBytes(16).toString('hex').slice(1)}`,
    name: [{ CN: [names[0] ?? 'localhost'] }, { O: ['Kuraban'] }],
    notBefore,
    notAfter: new Date(notBefore.getTime() + validDays * dayMs),
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value })),
      ),
    ],
  })
  return `${certificate.toString('pem')}\n`
}

function pem(label: string, bytes: Uint8Array): string {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}
