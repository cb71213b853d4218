import { type SessionCookie, sessionCookieOf } from './caller-credentials.ts'
import { type OwnAddresses, ServerAddresses } from './server-addresses.ts'

/** Who this server is to browsers. */
export interface ServerIdentity {
  /** The address people open: the public one where there is one. */
  readonly url: string
  readonly cookie: SessionCookie
  readonly addresses: ServerAddresses
}

export function identityOf(own: OwnAddresses): ServerIdentity {
  const url = own.publicUrl ?? own.url
  return { url, cookie: sessionCookieOf(url), addresses: new ServerAddresses(own) }
}
