import { z } from 'zod'
import { AppError } from '#shared/contract/errors.ts'

const commandLine = 'command line'

/** A flag (or a variable that stands for one) whose value cannot be used: names it, its value, what is allowed and where it came from. */
export function wrongFlag(
  key: string,
  value: string,
  allowed: string,
  { origin = commandLine, cause }: { origin?: string; cause?: unknown } = {},
): AppError<'CONFIG_INVALID'> {
  return new AppError('CONFIG_INVALID', { key, value, allowed, origin }, { cause })
}

/** Reads the flags of a command through a schema; a wrong one is a usage error that names the flag and what is allowed. */
export function readFlags<T extends z.ZodType>(schema: T, flags: Readonly<Record<string, unknown>>): z.output<T> {
  const read = schema.safeParse(flags)
  if (read.success) return read.data
  const [issue] = read.error.issues
  const name = String(issue?.path[0] ?? '')
  const key = `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
  throw wrongFlag(key, String(flags[name] ?? ''), issue?.message ?? '', { cause: read.error })
}

/** A whole number between two limits, given as text; whatever is wrong with it, the answer says what is allowed. */
export function wholeNumber(allowed: string, least: number, most: number) {
  return z
    .string()
    .regex(/^\d{1,15}$/, allowed)
    .transform(Number)
    .pipe(z.number().min(least, allowed).max(most, allowed))
}
