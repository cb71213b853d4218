import { type RotatableColumnCipher, type SealedColumn, sealAnew } from '#main/platform/column-cipher.ts'
import type { AuditService } from '../audit/audit-service.ts'
import type { TokenKeys } from '../credentials/token-keys.ts'
import type { Identity } from '../identity.ts'
import type { KeyRotation } from './incident-service.ts'

export interface RotatedKeys {
  readonly identity: Pick<Identity, 'rotatePepper'>
  readonly tokenKeys: Pick<TokenKeys, 'rotate'>
  readonly record: Pick<AuditService, 'rotateKey'>
  readonly cipher: RotatableColumnCipher
  readonly sealedColumns: readonly SealedColumn[]
}

/** Every kind of key the program makes by itself, but the master key of the secret store. */
export function keyRotations({ identity, tokenKeys, record, cipher, sealedColumns }: RotatedKeys): KeyRotation[] {
  const without = async (work: Promise<unknown>) => {
    await work
    return 0
  }
  return [
    { name: 'password-pepper', rotate: () => without(identity.rotatePepper()) },
    { name: 'token-keys', rotate: () => without(tokenKeys.rotate()) },
    {
      name: 'column-keys',
      rotate: async () => {
        await cipher.rotate()
        const count = await sealAnew(cipher, sealedColumns)
        await cipher.forgetOldKeys()
        return count
      },
    },
    { name: 'audit-key', rotate: (context) => without(record.rotateKey(context)) },
  ]
}
