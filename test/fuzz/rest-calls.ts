import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { z } from 'zod'
import type { ListedProcedure } from '../hosts/contract-procedures.ts'
import type { Answer } from './verdict.ts'

const agent = new Agent({ keepAlive: true, maxSockets: 8 })
const failure = z.object({ error: z.object({ code: z.string(), message: z.string(), data: z.unknown().optional() }) })

/** A call as it goes over REST: values of the path in the path, the rest in the query or the body. */
export function restCall(
  url: string,
  { method, route }: ListedProcedure,
  input: unknown,
  token: string,
): Promise<Answer> {
  const rest: Record<string, unknown> = typeof input === 'object' && input !== null ? { ...input } : {}
  const path = route.replace(/\{(\w+)\}/g, (_all, name: string) => {
    const value = rest[name]
    delete rest[name]
    return encodeURIComponent(wellFormed(value).slice(0, 2_000)) || '%00'
  })
  if (method !== 'GET') return sendJson(url, method, path, JSON.stringify(isObject(input) ? rest : input) ?? '', token)
  const query = pairsOf(rest, '').map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`)
  return sendJson(url, method, `${path}?${query.join('&')}`.slice(0, 12_000), null, token)
}

/** `target` is written as it is: no client tidies it up. */
export async function sendJson(
  url: string,
  method: string,
  target: string,
  body: string | null,
  token: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const { hostname, port } = new URL(url)
  const headers = {
    ...(body === null ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
    authorization: `Bearer ${token}`,
    ...more,
  }
  const sent = request({ host: hostname, port, method, path: `/api/v1${target}`, headers, agent })
  sent.end(body ?? undefined)
  const [response] = await once(sent, 'response')
  if (String(response.headers['content-type']).startsWith('text/event-stream')) {
    response.destroy()
    return { code: null, text: '' }
  }
  let text = ''
  for await (const piece of response.setEncoding('utf8')) text += piece
  const status: number = response.statusCode
  if (status < 400) return { code: null, text }
  const { success, data } = failure.safeParse(parsed(text))
  return success ? { ...data.error, text } : { code: `status ${status}`, text }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** `encodeURIComponent` takes no half of a surrogate pair. */
function wellFormed(value: unknown): string {
  return String(typeof value === 'object' ? JSON.stringify(value) : value).toWellFormed()
}

/** The bracket notation of queries; what is too deep or too much for one is left out. */
function pairsOf(value: unknown, key: string, depth = 0): [string, string][] {
  if (typeof value !== 'object' || value === null || depth > 20) return [[key.toWellFormed(), wellFormed(value)]]
  return Object.entries(value)
    .slice(0, 100)
    .flatMap(([name, child]) => pairsOf(child, key === '' ? name : `${key}[${name}]`, depth + 1))
}
