import { type SessionCookie, sessionCookieOf } from './caller-credentials.ts'
import { ServerAddresses } from './server-addresses.ts'

/** Who this server is to browsers. */
export interface ServerIdentity {
  readonly url: string
  readonly cookie: SessionCookie
  readonly addresses: ServerAddresses
}

export function identityOf(url: string): ServerIdentity {
  return { url, cookie: sessionCookieOf(url), addresses: new ServerAddresses(url) }
}
