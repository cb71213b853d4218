import { isIP } from 'node:net'
import { z } from 'zod'

/** A kind of value: reads what a file or variable holds, and says what is allowed in signs that need no language. */
export interface ValueType<T> {
  /** Takes text as variables and flags give it, and JSON as settings.json gives it. */
  readonly schema: z.ZodType<T>
  readonly allowed: string
}

const trueWords = ['true', '1', 'yes', 'on']
const falseWords = ['false', '0', 'no', 'off']

/** Text of at most that many characters. */
export function text(maximum = 1000): ValueType<string> {
  return { schema: z.string().max(maximum), allowed: `text, 0..${maximum}` }
}

/** Text of a form that a check knows; empty means not set. */
export function textWhere(allowed: string, isAllowed: (value: string) => boolean): ValueType<string> {
  return {
    schema: z
      .string()
      .max(4096)
      .refine((value) => value === '' || isAllowed(value)),
    allowed,
  }
}

/** A whole number within limits, both included. */
export function wholeNumber(minimum: number, maximum: number): ValueType<number> {
  const fromText = z
    .string()
    .regex(/^\s*-?\d{1,15}\s*$/)
    .transform(Number)
  return {
    schema: z.union([z.number(), fromText]).pipe(z.number().int().min(minimum).max(maximum)),
    allowed: `${minimum}..${maximum}`,
  }
}

/** Yes or no. */
export function flag(): ValueType<boolean> {
  const fromText = z
    .string()
    .transform((value) => value.trim().toLowerCase())
    .pipe(z.enum([...trueWords, ...falseWords]))
    .transform((value) => trueWords.includes(value))
  return { schema: z.union([z.boolean(), fromText]), allowed: 'true | false' }
}

/** One of a few words; upper and lower case are the same. */
export function choice<const T extends string>(...words: readonly [T, ...T[]]): ValueType<T> {
  const known = new Map(words.map((word) => [word.toLowerCase(), word]))
  const schema = z.string().transform((value, context) => {
    const word = known.get(value.trim().toLowerCase())
    if (word !== undefined) return word
    context.addIssue({ code: 'custom', message: 'unknown word' })
    return z.NEVER
  })
  return { schema, allowed: words.join(' | ') }
}

/** Several texts: a list in JSON, separated by commas in a variable. */
export function list(allowed: string, isAllowed: (value: string) => boolean): ValueType<readonly string[]> {
  const fromText = z.string().transform((value) =>
    value
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  )
  return {
    schema: z.union([z.array(z.string()), fromText]).pipe(z.array(z.string().refine(isAllowed)).max(200)),
    allowed: `${allowed}, …`,
  }
}

/** Several of a few words. */
export function choices<const T extends string>(...words: readonly T[]): ValueType<readonly T[]> {
  const { schema, allowed } = list(words.join(' | '), () => true)
  return { schema: schema.pipe(z.array(z.enum(words))), allowed }
}

function urlOf(value: string): URL | null {
  return URL.canParse(value) ? new URL(value) : null
}

/** An address with one of these schemes and a host; empty means not set. */
export function address(...schemes: readonly string[]): ValueType<string> {
  const isAllowed = (value: string) => {
    const url = urlOf(value)
    return url !== null && schemes.includes(url.protocol.slice(0, -1)) && url.hostname !== ''
  }
  return textWhere(schemes.map((scheme) => `${scheme}://HOST[:PORT]/…`).join(' | '), isAllowed)
}

/** Origins as browsers send them: scheme, host and port, nothing more. */
export function origins(): ValueType<readonly string[]> {
  return list('https://HOST[:PORT]', (value) => {
    const url = urlOf(value)
    return url !== null && /^https?:$/.test(url.protocol) && url.origin === value
  })
}

/** Where browsers find this site: https, a host, perhaps a port, no path; empty means not set. */
export function siteAddress(): ValueType<string> {
  return textWhere('https://HOST[:PORT]', (value) => {
    const url = urlOf(value)
    return url !== null && url.protocol === 'https:' && url.origin === value
  })
}

/** Networks in CIDR form; an address alone is a network of one. */
export function networks(): ValueType<readonly string[]> {
  return list('10.0.0.0/8 | fd00::/8 | IP', (value) => {
    const [address = '', length, ...rest] = value.split('/')
    const version = isIP(address)
    if (version === 0 || rest.length > 0) return false
    return length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= (version === 4 ? 32 : 128))
  })
}

/** A time zone by its IANA name. */
export function timeZone(): ValueType<string> {
  const isKnown = (value: string) => {
    try {
      return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone !== ''
    } catch {
      return false
    }
  }
  return { schema: z.string().max(64).refine(isKnown), allowed: 'IANA (Asia/Tokyo, UTC, …)' }
}
