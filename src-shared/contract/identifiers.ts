import { z } from 'zod'

/** A UUIDv7 in its usual text form. */
export const idSchema = z.uuid()

/** An instant as ISO 8601 text in UTC, milliseconds at most. */
export const instantSchema = z.iso.datetime()

/** Size of something in bytes. */
export const sizeBytesSchema = z.number().int().nonnegative()

/**
 * A name as people write it, of so many characters at most: one line, without controls and without marks that turn the
 * direction of writing, since names stand in logs, letters and file names.
 */
export function nameSchema(longest: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u)
}

/** Languages the program speaks; Japanese is the first. */
export const languageSchema = z.enum(['ja', 'en'])
export type Language = z.infer<typeof languageSchema>
