import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import { type GuardedAddress, guardedAddress, type OutgoingRules } from './guarded-address.ts'

/** One call to an address that somebody has typed in. */
export interface GuardedCall {
  readonly method: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly rules: OutgoingRules
  /** Authorities trusted instead of the public ones. */
  readonly ca?: Buffer
  readonly limitMs: number
  readonly signal?: AbortSignal
}

/** What the other side said; the text is cut after a few hundred characters. */
export interface GuardedAnswer {
  readonly status: number
  readonly text: string
}

const longestText = 300

/**
 * Calls an address that was checked, and no other: the name is looked up once, the connection goes to what it led to,
 * and redirects are not followed, because they could lead anywhere. Fails with an `OutgoingRefusedError`, with what went
 * wrong on the wire, or with the reason of a signal.
 */
export async function guardedCall(url: URL, call: GuardedCall): Promise<GuardedAnswer> {
  const late = AbortSignal.timeout(call.limitMs)
  const signal = call.signal === undefined ? late : AbortSignal.any([call.signal, late])
  const to = await unlessAborted(guardedAddress(url, call.rules), signal)
  return await exchange(url, to, call, signal)
}

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  const aborted = Promise.withResolvers<never>()
  const abort = () => aborted.reject(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  try {
    return await Promise.race([work, aborted.promise])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

function exchange(
  url: URL,
  { address, family }: GuardedAddress,
  { method, headers, body, ca }: GuardedCall,
  signal: AbortSignal,
): Promise<GuardedAnswer> {
  const pinned: LookupFunction = (_, { all }, done) => {
    if (all === true) done(null, [{ address, family }])
    else done(null, address, family)
  }
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
  const options = {
    ...{ method, lookup: pinned, agent: false, signal, headers: { ...headers, ...length } },
    ...(ca === undefined ? {} : { ca }),
  }
  return new Promise((resolve, reject) => {
    const call = url.protocol === 'https:' ? requestHttps(url, options) : requestHttp(url, options)
    const failed = (error: Error) => reject(signal.aborted ? signal.reason : error)
    call.on('error', failed)
    call.on('response', (response) => {
      let text = ''
      const answered = () => {
        resolve({ status: response.statusCode ?? 0, text: text.slice(0, longestText) })
        response.destroy()
      }
      call.off('error', failed).on('error', answered)
      response.setEncoding('utf8')
      response.on('data', (part: string) => {
        text += part
        if (text.length >= longestText) answered()
      })
      for (const end of ['end', 'close', 'error']) response.on(end, answered)
    })
    call.end(body)
  })
}
