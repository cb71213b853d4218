import { type ConfigKey, declarationOf } from './declarations/all.ts'

const mask = '***'

/** The value as it may be shown: secrets as asterisks, addresses without their password. Empty secrets stay empty. */
export function masked(key: ConfigKey, value: unknown): unknown {
  const { secret } = declarationOf(key)
  if (secret === 'no' || value === '' || value === null || value === undefined) return value
  if (secret === 'whole' || typeof value !== 'string' || !URL.canParse(value)) return mask
  const url = new URL(value)
  if (url.password !== '') url.password = mask
  for (const name of [...url.searchParams.keys()]) {
    if (/pass|secret|token|key/i.test(name)) url.searchParams.set(name, mask)
  }
  return url.href
}
