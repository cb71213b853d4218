import { existsSync } from 'node:fs'
import { isIP } from 'node:net'
import { hostname, networkInterfaces } from 'node:os'
import type { OpenedApplication } from '#main/app/open-application.ts'
import {
  type CertificateFiles,
  CertificateKeeper,
  generateCertificate,
  readCertificatePair,
} from '#main/platform/certificate/index.ts'
import type { ConfigValues } from '#main/platform/config/index.ts'
import { AppError } from '#shared/contract/errors.ts'
import { isLoopback } from './server-addresses.ts'

/**
 * The certificate to serve with, kept up to date: the one of the settings, else one made here; null where the settings
 * ask for plain HTTP, which nobody but this machine or a proxy with an address of its own may use.
 */
export async function openCertificate({ app, config, paths }: OpenedApplication): Promise<CertificateKeeper | null> {
  const values = config()
  if (!values['server.https']) {
    assertPlainIsSafe(values)
    return null
  }
  const { clock, log } = app
  const own = ownFiles(values)
  const made = { certificate: paths.certificateFile, key: paths.certificateKeyFile }
  const renew = () => generateCertificate(made, namesOf(values), clock.now())
  if (own === null && !(await standsFor(made, requiredNames(values)))) await renew()
  const keeper = await CertificateKeeper.open({
    ...{ clock, log, files: own ?? made },
    ...(own === null ? { renew } : {}),
  })
  app.security.certificate.keptBy(keeper, own === null ? 'generated' : 'own')
  keeper.start()
  return keeper
}

function ownFiles(values: ConfigValues): CertificateFiles | null {
  const certificate = values['server.certificateFile']
  const key = values['server.keyFile']
  if (certificate === '' && key === '') return null
  if (certificate !== '' && key !== '') return { certificate, key }
  const missing = certificate === '' ? 'server.certificateFile' : 'server.keyFile'
  throw new AppError('CONFIG_INVALID', { key: missing, value: '', allowed: '/PATH/TO/FILE.pem', origin: 'settings' })
}

/** A session's cookie must never cross a network unprotected. */
function assertPlainIsSafe(values: ConfigValues): void {
  const host = values['server.host']
  if (isLoopback(host) || host === '::1' || values['server.publicUrl'] !== '') return
  throw new AppError('CONFIG_INVALID', {
    key: 'server.https',
    value: 'false',
    allowed: `true (server.host = ${host}), or server.publicUrl = https://…`,
    origin: 'settings',
  })
}

/** Whether the certificate made earlier is still for every name it must have; addresses of the machine may come and go. */
async function standsFor(files: CertificateFiles, required: readonly string[]): Promise<boolean> {
  if (!existsSync(files.certificate)) return false
  const pair = await readCertificatePair(files).catch(() => null)
  return pair !== null && required.every((name) => pair.names.includes(name))
}

function requiredNames(values: ConfigValues): readonly string[] {
  const { 'server.publicUrl': publicUrl, 'server.names': further, 'server.host': host } = values
  const named = publicUrl === '' ? [] : [new URL(publicUrl).hostname.replace(/^\[|\]$/g, '')]
  const listening = isIP(host) === 0 && host !== '' ? [host] : []
  return unique([...named, ...further.filter((name) => isIP(name) === 0), hostname(), ...listening, 'localhost'])
}

function namesOf(values: ConfigValues): readonly string[] {
  const addresses = Object.values(networkInterfaces())
    .flatMap((one) => one ?? [])
    .filter(({ scopeid }) => scopeid === undefined || scopeid === 0)
    .map(({ address }) => address)
  return unique([...requiredNames(values), ...values['server.names'], '127.0.0.1', '::1', ...addresses])
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names.map((name) => name.toLowerCase()))]
}
