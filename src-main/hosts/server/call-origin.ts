import type { IncomingHttpHeaders } from 'node:http'
import type { ErrorData } from '#shared/contract/errors.ts'
import type { Credentials } from './caller-credentials.ts'
import { csrfHeader, isCsrfTokenOf } from './csrf-token.ts'
import type { ServerAddresses } from './server-addresses.ts'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/** What is wrong with where a request to the API comes from. */
export type Breach = ErrorData<'ORIGIN_REFUSED'>['reason']

/** The part of a request that tells where it comes from. */
export interface CallOrigin {
  readonly method: string
  /** As the browser named it, through trusted proxies. */
  readonly host: string | undefined
  readonly headers: IncomingHttpHeaders
}

/**
 * Pages of other sites may not call: their browser names them in Sec-Fetch-Site or Origin. Whatever rides on the cookie
 * and changes something, or opens a socket, must name where it comes from; a change must bring the token of its session
 * as well. Programs with a bearer token have no cookie to abuse: for them, and for them only, other origins may be allowed.
 */
export function breachOf(
  call: CallOrigin,
  addresses: ServerAddresses,
  credentials: Credentials,
  otherOrigins: ReadonlySet<string>,
): Breach | null {
  const { host, headers, method } = call
  if (!addresses.hasHost(host)) return 'host'
  const { origin, 'sec-fetch-site': site } = headers
  if (credentials.kind !== 'cookie' && origin !== undefined && otherOrigins.has(origin)) return null
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return 'site'
  if (origin !== undefined && !addresses.hasOrigin(origin)) return 'origin'
  if (credentials.kind !== 'cookie') return null
  const isSocket = headers.upgrade !== undefined
  if (safeMethods.has(method) && !isSocket) return null
  if (site === undefined && origin === undefined) return 'origin'
  return isSocket || isCsrfTokenOf(credentials.token ?? '', headers[csrfHeader]) ? null : 'token'
}
