import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createSecureContext } from 'node:tls'
import { AppError } from '#shared/contract/errors.ts'

/** Where a certificate (with its chain) and its private key lie, as PEM. */
export interface CertificateFiles {
  readonly certificate: string
  readonly key: string
}

/** A certificate and the key that belongs to it, read and checked. */
export interface CertificatePair {
  readonly certificate: string
  readonly key: string
  readonly subject: string
  readonly issuer: string
  /** Host names (a wildcard as it stands) and addresses it is for. */
  readonly names: readonly string[]
  /** SHA-256 in hexadecimal pairs with colons. */
  readonly fingerprint: string
  readonly notBefore: Date
  readonly notAfter: Date
}

/** Reads both files and makes sure that a server can use them. Fails with CERTIFICATE_UNUSABLE, which never holds their content. */
export async function readCertificatePair(files: CertificateFiles): Promise<CertificatePair> {
  const certificate = await readText(files.certificate)
  const key = await readText(files.key)
  const parsed = parse(files.certificate, 'no-certificate', () => new X509Certificate(certificate))
  const privateKey = parse(files.key, 'no-private-key', () => createPrivateKey(key))
  if (!parsed.checkPrivateKey(privateKey)) throw unusable(files.key, 'key-of-another-certificate')
  parse(files.certificate, 'refused-by-tls', () => createSecureContext({ cert: certificate, key }))
  return {
    certificate,
    key,
    subject: oneLine(parsed.subject),
    issuer: oneLine(parsed.issuer),
    names: namesOf(parsed),
    fingerprint: parsed.fingerprint256,
    notBefore: parsed.validFromDate,
    notAfter: parsed.validToDate,
  }
}

/** The error for files that cannot be used. */
export function unusable(path: string, reason: string, cause?: unknown): AppError<'CERTIFICATE_UNUSABLE'> {
  return new AppError('CERTIFICATE_UNUSABLE', { path, reason }, { cause })
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
    throw unusable(path, code, error)
  }
}

function parse<T>(path: string, reason: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw unusable(path, reason, error)
  }
}

function oneLine(distinguishedName: string): string {
  return distinguishedName.replaceAll('\n', ', ')
}

function namesOf({ subjectAltName = '' }: X509Certificate): readonly string[] {
  return subjectAltName
    .split(', ')
    .map((entry) => /^(?:DNS|IP Address):([\w*.:-]+)$/.exec(entry)?.[1])
    .filter((name) => name !== undefined)
    .map((name) => name.toLowerCase())
}
