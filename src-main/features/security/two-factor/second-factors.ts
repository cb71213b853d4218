import type { Clock } from '#main/platform/clock.ts'
import type { ColumnCipher } from '#main/platform/column-cipher.ts'
import type { EventBus } from '#main/platform/events.ts'
import { newId } from '#main/platform/identifiers.ts'
import type { DatabaseHandle, Storage } from '#main/storage/storage.ts'
import type { Pepper } from '../passwords/pepper.ts'
import * as backupCodes from '../repository/backup-codes.ts'
import { forgetOneTimeSecrets } from '../repository/one-time-secrets.ts'
import * as totp from '../repository/totp.ts'
import { setTwoFactorEnabled } from '../repository/user-credentials.ts'
import { hashesOfBackupCode, readBackupCode } from './backup-codes.ts'
import { placeOfSecret } from './sealed-secrets.ts'
import { normalizeCode, stepOfCode } from './totp.ts'

export interface FactorPorts {
  readonly storage: Pick<Storage, 'db'>
  readonly clock: Clock
  readonly events: EventBus
  readonly cipher: ColumnCipher
  readonly pepper: Pepper
}

/** What a typed code could be; it is worth nothing until it has been spent. */
export type ReadCode =
  | { readonly kind: 'none' }
  | { readonly kind: 'totp'; readonly sealedSecret: string; readonly step: number }
  | { readonly kind: 'backup-code'; readonly hashes: readonly string[] }

/** What was spent, for the record. */
export interface SpentCode extends Readonly<Record<string, string | number>> {
  readonly factor: 'totp' | 'backup-code'
  readonly backupCodesLeft: number
}

/** Codes of authenticators and backup codes: each opens once. */
export class SecondFactors {
  readonly #ports: FactorPorts

  constructor(ports: FactorPorts) {
    this.#ports = ports
  }

  /** Reads the code in the state of this moment. */
  async read(userId: string, typed: string): Promise<ReadCode> {
    const { storage, clock, pepper } = this.#ports
    const code = normalizeCode(typed)
    const letters = readBackupCode(code)
    if (letters !== null) return { kind: 'backup-code', hashes: await hashesOfBackupCode(pepper, userId, letters) }
    const sealedSecret = (await totp.findTotp(storage.db, userId))?.sealedSecret ?? null
    if (sealedSecret === null) return { kind: 'none' }
    const step = await stepOfCode(await this.open(userId, sealedSecret), code, clock.now())
    return step === null ? { kind: 'none' } : { kind: 'totp', sealedSecret, step }
  }

  /** Uses the code up in the unit of work of what it opens; null when it is wrong or has been used. */
  async spend(tx: DatabaseHandle, userId: string, code: ReadCode): Promise<SpentCode | null> {
    if (code.kind === 'none') return null
    const now = this.#ports.clock.now().getTime()
    const spent =
      code.kind === 'totp'
        ? await totp.spendStep(tx, { userId, sealedSecret: code.sealedSecret, step: code.step, now })
        : await backupCodes.spendBackupCode(tx, { userId, hashes: code.hashes, now })
    if (!spent) return null
    return { factor: code.kind, backupCodesLeft: await backupCodes.countUnusedBackupCodes(tx, userId) }
  }

  /** Tells the person in their windows that a backup code of theirs has been used; call after the commit. */
  announce(userId: string, { factor, backupCodesLeft: left }: SpentCode): void {
    if (factor !== 'backup-code') return
    const { clock, events } = this.#ports
    const told = {
      severity: 'warning',
      code: 'security.notice.backup-code-used',
      data: { left },
      link: '/account',
    } as const
    events.publish({ type: 'notice', id: newId(), at: clock.now().toISOString(), ...told }, { to: 'user', userId })
  }

  seal(userId: string, secret: string): Promise<string> {
    return this.#ports.cipher.seal(placeOfSecret(userId), secret)
  }

  open(userId: string, sealed: string): Promise<string> {
    return this.#ports.cipher.open(placeOfSecret(userId), sealed)
  }

  /** Takes everything away that belongs to the second factor, open challenges too. */
  async remove(tx: DatabaseHandle, userId: string): Promise<void> {
    await totp.deleteTotp(tx, userId)
    await backupCodes.deleteBackupCodes(tx, userId)
    await forgetOneTimeSecrets(tx, userId, ['challenge'])
    await setTwoFactorEnabled(tx, userId, { enabled: false, now: this.#ports.clock.now().getTime() })
  }
}
