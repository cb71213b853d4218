import type { IncomingHttpHeaders } from 'node:http'
import type { Credentials } from './caller-credentials.ts'
import type { ServerAddresses } from './server-addresses.ts'

const safeMethods = new Set(['GET', 'HEAD'])

/** What is wrong with where a request to the API comes from, or null. */
export type Breach = 'host' | 'origin'

/**
 * Pages of other sites may not call: their browser names them in Sec-Fetch-Site or Origin. A change that rides on the
 * cookie must name where it comes from; programs with a bearer token have no cookie to abuse.
 */
export function breachOf(
  request: { readonly method: string; readonly headers: IncomingHttpHeaders },
  addresses: ServerAddresses,
  credentials: Credentials,
): Breach | null {
  const { headers, method } = request
  if (!addresses.hasHost(headers.host)) return 'host'
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return 'origin'
  if (headers.origin !== undefined) return addresses.hasOrigin(headers.origin) ? null : 'origin'
  const named = site !== undefined || credentials.kind !== 'cookie' || safeMethods.has(method)
  return named ? null : 'origin'
}
