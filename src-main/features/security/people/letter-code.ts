import { type CodeShape, newReadableCode, readReadableCode } from '#main/platform/readable-code.ts'
import { hashOfSecret } from '../random-secret.ts'

/** 120 random bits. */
const shape: CodeShape = { groups: 6, groupLength: 4 }

/** A code to be typed from paper, where a letter can hold no link. */
export function newLetterCode(): string {
  return newReadableCode(shape)
}

/** The one form in which a code is compared, however it was typed; other secrets stay as they are. */
export function normalizeSecret(typed: string): string {
  return readReadableCode(typed, shape) ?? typed.normalize('NFKC').trim()
}

/** What is stored of the secret of a letter. */
export function hashOfLetterSecret(typed: string): string {
  return hashOfSecret(normalizeSecret(typed))
}
