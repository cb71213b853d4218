import type { z } from 'zod'
import { AppError } from '#shared/contract/errors.ts'

/** Reads the flags of a command through a schema; a wrong one is a usage error that names the flag and what is allowed. */
export function readFlags<T extends z.ZodType>(schema: T, flags: unknown): z.output<T> {
  const read = schema.safeParse(flags)
  if (read.success) return read.data
  const issue = read.error.issues[0]
  const key = `--${(issue?.path.join('.') ?? '').replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
  throw new AppError(
    'CONFIG_INVALID',
    { key, value: '', allowed: issue?.message ?? '', origin: 'command line' },
    { cause: read.error },
  )
}
