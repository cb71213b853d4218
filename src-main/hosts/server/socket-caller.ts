import type { FastifyRequest } from 'fastify'
import type { Application } from '#main/app/create-app.ts'
import { credentialsOf } from './caller-credentials.ts'

/** Who opened a socket, by the token that all its calls are made with, and what the socket must not outlive. */
export interface SocketCaller {
  readonly token: string
  readonly holder:
    | { readonly kind: 'session'; readonly sessionId: string }
    | { readonly kind: 'api-key'; readonly keyId: string; readonly makerId: string }
}

/** The caller behind a request for a socket, or null. Takes the ticket in the address, which is worth nothing afterwards. */
export async function socketCallerOf(app: Application, request: FastifyRequest): Promise<SocketCaller | null> {
  const token = tokenOf(app, request)
  return token === null ? null : socketCallerWith(app, token, request.ip)
}

/** The same for a token that is known: whether it still opens anything. */
export async function socketCallerWith(app: Application, token: string, address: string): Promise<SocketCaller | null> {
  const { authenticator } = app.security.credentials
  const found = await authenticator.authenticate(token, { active: false, remoteAddress: address })
  if (found.state === 'live') return { token, holder: { kind: 'session', sessionId: found.session.id } }
  if (found.state !== 'api-key') return null
  return { token, holder: { kind: 'api-key', keyId: found.caller.keyId, makerId: found.caller.userId } }
}

/** A ticket is the only thing that may stand in an address: tokens and keys there are not looked at. */
function tokenOf(app: Application, request: FastifyRequest): string | null {
  const tickets = new URLSearchParams(request.url.split('?').slice(1).join('?')).getAll('ticket')
  const [ticket] = tickets
  if (ticket !== undefined) return tickets.length === 1 ? app.security.credentials.tickets.redeem(ticket) : null
  return credentialsOf(request.headers, request.identity.cookie).token ?? null
}
