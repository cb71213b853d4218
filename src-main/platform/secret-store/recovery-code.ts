import { type CodeShape, newReadableCode, readReadableCode } from '../readable-code.ts'

/** 150 random bits. */
const shape: CodeShape = { groups: 6, groupLength: 5 }

/** A new code for a recovery sheet. */
export function newRecoveryCode(): string {
  return newReadableCode(shape)
}

/** The code as it was made; what cannot be one stays as it was typed, and opens nothing. */
export function normalizeRecoveryCode(typed: string): string {
  return readReadableCode(typed, shape) ?? typed
}
