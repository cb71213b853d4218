import { z } from 'zod'

/** A UUIDv7 in its usual text form. */
export const idSchema = z.uuid()

/** An instant as ISO 8601 text in UTC, milliseconds at most. */
export const instantSchema = z.iso.datetime()

/** Size of something in bytes. */
export const sizeBytesSchema = z.number().int().nonnegative()

/** Languages the program speaks; Japanese is the first. */
export const languageSchema = z.enum(['ja', 'en'])
export type Language = z.infer<typeof languageSchema>
