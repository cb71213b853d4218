import { z } from 'zod'
import { errorData } from '#shared/contract/errors.ts'

/** What came back of a call: the code of an error, or null where it was done. */
export interface Answer {
  readonly code: string | null
  readonly data?: unknown
  /** Everything that was sent back, as text. */
  readonly text: string
}

/** What no answer may contain: stacks, places of this program, words of the databases. */
const revealing = [
  /\n\s+at \S+/,
  /\bat (async )?\S+ \(?(file:|node:|\/)/,
  /node_modules\//,
  /src-(main|shared)\//,
  /SQLITE_|better-sqlite3|pg_catalog|no such (column|table)|syntax error at/,
  /\bselect .+ from "/i,
]

const internal = z.object({ requestId: z.string() })

/** What is wrong with an answer, or null. */
export function complaintAbout(answer: Answer, causeOf: (requestId: string) => string): string | null {
  const { code, data, text } = answer
  const told = revealing.find((pattern) => pattern.test(text))
  if (told !== undefined) return `reveals ${told}: ${text.slice(0, 300)}`
  if (code === null) return null
  if (!Object.hasOwn(errorData, code)) return `has no code of the registry: ${code} ${text.slice(0, 300)}`
  if (code !== 'INTERNAL') return null
  const { success, data: found } = internal.safeParse(data)
  return `is INTERNAL: ${success ? causeOf(found.requestId) : text.slice(0, 300)}`
}
