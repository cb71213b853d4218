import { StorageError } from './storage-error.ts'

/** The values that both engines take and give. */
export type SqlValue = null | number | bigint | string | Uint8Array

function bindable(value: unknown): SqlValue {
  if (value === null || value === undefined) return null
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return value
  if (value instanceof Uint8Array) return value
  throw new StorageError('DATABASE_MISUSE', {
    rule: 'bind text, numbers, bytes or null: instants as epoch milliseconds, objects as JSON text',
  })
}

/** The parameters of a statement as both engines take them: flags as 0 and 1, missing as null, anything else refused. */
export function bindableParameters(parameters: readonly unknown[]): readonly SqlValue[] {
  return parameters.map(bindable)
}
