import { stat } from 'node:fs/promises'
import { isAppError } from '#shared/contract/errors.ts'
import type { Clock } from '../clock.ts'
import type { Logger } from '../logger.ts'
import { type CertificateFiles, type CertificatePair, readCertificatePair, unusable } from './certificate-pair.ts'

/** Which files are kept, and what renews them. */
export interface CertificateKeeperOptions {
  readonly files: CertificateFiles
  readonly clock: Clock
  readonly log: Logger
  /** Makes new files when the certificate has less than 30 days left; for certificates that are made here. */
  readonly renew?: () => Promise<void>
  /** Between two looks at the files; 1 s unless told. */
  readonly everyMs?: number
}

const renewBeforeMs = 30 * 24 * 3_600_000
const retryRenewalMs = 3_600_000

/**
 * The certificate in use, taken anew when its files change: looked at every second through links, so that renaming,
 * swapped links and mounted secrets all count. What cannot be used leaves the old one in place and is told.
 */
export class CertificateKeeper {
  readonly #options: CertificateKeeperOptions
  readonly #listeners = new Set<(pair: CertificatePair) => void>()
  #current: CertificatePair
  #loadedAt: Date
  #failure: string | null = null
  #seen: string
  /** A change that cannot be used yet: it is told only once the files have stood still. */
  #unsettled: string | null = null
  #renewalTriedMs = Number.NEGATIVE_INFINITY
  #looking: Promise<void> = Promise.resolve()
  #timer: NodeJS.Timeout | undefined

  private constructor(options: CertificateKeeperOptions, current: CertificatePair, seen: string) {
    this.#options = options
    this.#current = current
    this.#loadedAt = options.clock.now()
    this.#seen = seen
  }

  /** Reads the files for the first time; fails with CERTIFICATE_UNUSABLE. */
  static async open(options: CertificateKeeperOptions): Promise<CertificateKeeper> {
    const seen = await signatureOf(options.files)
    return new CertificateKeeper(options, await readCertificatePair(options.files), seen)
  }

  get current(): CertificatePair {
    return this.#current
  }

  get loadedAt(): Date {
    return this.#loadedAt
  }

  /** Why a newer file was not taken; null while all is well. */
  get failure(): string | null {
    return this.#failure
  }

  onChange(listener: (pair: CertificatePair) => void): void {
    this.#listeners.add(listener)
  }

  start(): void {
    this.#timer = setInterval(() => void this.look(), this.#options.everyMs ?? 1_000)
    this.#timer.unref()
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#looking
  }

  /** Looks at the files now; one look after the other. Never fails. */
  look(): Promise<void> {
    this.#looking = this.#looking.then(() => this.#look())
    return this.#looking
  }

  async #look(): Promise<void> {
    await this.#renewWhenDue()
    const signature = await signatureOf(this.#options.files)
    if (signature === this.#seen) return
    try {
      this.#take(await this.#usablePair())
      this.#seen = signature
      this.#unsettled = null
    } catch (error) {
      this.#refuse(signature, error)
    }
  }

  async #usablePair(): Promise<CertificatePair> {
    const { files, clock } = this.#options
    const pair = await readCertificatePair(files)
    if (pair.notAfter <= clock.now()) throw unusable(files.certificate, 'expired')
    return pair
  }

  #take(pair: CertificatePair): void {
    const { clock, log } = this.#options
    this.#failure = null
    if (pair.certificate === this.#current.certificate && pair.key === this.#current.key) return
    this.#current = pair
    this.#loadedAt = clock.now()
    log.info('certificate taken', { fingerprint: pair.fingerprint, notAfter: pair.notAfter.toISOString() })
    for (const listener of this.#listeners) listener(pair)
  }

  #refuse(signature: string, error: unknown): void {
    if (this.#unsettled !== signature) {
      this.#unsettled = signature
      return
    }
    this.#seen = signature
    this.#failure = isAppError(error, 'CERTIFICATE_UNUSABLE') ? error.data.reason : 'unreadable'
    this.#options.log.error('the new certificate cannot be used; the one before stays', {
      reason: this.#failure,
      error,
    })
  }

  async #renewWhenDue(): Promise<void> {
    const { renew, clock, log } = this.#options
    const isDue = this.#current.notAfter.getTime() - clock.now().getTime() < renewBeforeMs
    if (renew === undefined || !isDue || clock.monotonicMs() - this.#renewalTriedMs < retryRenewalMs) return
    this.#renewalTriedMs = clock.monotonicMs()
    try {
      await renew()
    } catch (error) {
      this.#failure = 'renewal-failed'
      log.error('the certificate could not be renewed', { error })
    }
  }
}

/** What tells one state of the files from another, whatever was renamed or linked. */
async function signatureOf({ certificate, key }: CertificateFiles): Promise<string> {
  const states = await Promise.all([certificate, key].map(stateOf))
  return states.join(' ')
}

async function stateOf(path: string): Promise<string> {
  try {
    const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true })
    return [dev, ino, size, mtimeNs, ctimeNs].join(':')
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
  }
}
