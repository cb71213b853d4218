import { connect, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { dayMs } from '#main/platform/durations.ts'
import type { CheckSettings } from '#shared/features/monitoring/values.ts'
import { allowedAddress } from '../outgoing/allowed-address.ts'
import { type CheckOutcome, down, up } from './check-outcome.ts'

type TcpSettings = Extract<CheckSettings, { kind: 'tcp' }>
type TlsSettings = Extract<CheckSettings, { kind: 'tls' }>

/** Opens a connection, and closes it at once. */
export async function checkTcp({ host, port }: TcpSettings, signal: AbortSignal): Promise<CheckOutcome> {
  const { address, family } = await allowedAddress(host)
  signal.throwIfAborted()
  const socket = connect({ host: address, family, port })
  return openedBy(socket, 'connect', signal, () => up(`${address} takes connections`))
}

/** Shakes hands over TLS: the certificate must be trusted, bear the name and be in its time. */
export async function checkTls(settings: TlsSettings, signal: AbortSignal): Promise<CheckOutcome> {
  const { host, port, serverName = host } = settings
  const { address } = await allowedAddress(host)
  signal.throwIfAborted()
  const name = isIP(serverName) === 0 ? { servername: serverName } : {}
  const socket = connectTls({ host: address, port, rejectUnauthorized: false, ...name })
  return openedBy(socket, 'secureConnect', signal, () => {
    const { valid_to: end } = socket.getPeerCertificate()
    const endsAt = end === undefined || Number.isNaN(Date.parse(end)) ? null : new Date(end)
    if (!socket.authorized) {
      const { authorizationError: reason } = socket
      return down(`the certificate is not trusted: ${reason?.message ?? reason ?? 'unknown'}`, endsAt)
    }
    const days = endsAt === null ? '' : `, ${Math.floor((endsAt.getTime() - Date.now()) / dayMs)} days left`
    return up(`${socket.getProtocol() ?? 'TLS'}${days}`, endsAt)
  })
}

/** What is to be seen of a socket once it is open; it is closed in any case. */
function openedBy(
  socket: Socket,
  event: 'connect' | 'secureConnect',
  signal: AbortSignal,
  look: () => CheckOutcome,
): Promise<CheckOutcome> {
  const { promise, resolve, reject } = Promise.withResolvers<CheckOutcome>()
  const abort = () => reject(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  socket.on('error', reject)
  socket.on('close', () => reject(new Error('the connection was closed')))
  socket.on(event, () => {
    try {
      resolve(look())
    } catch (error) {
      reject(error)
    }
  })
  return promise.finally(() => {
    signal.removeEventListener('abort', abort)
    socket.destroy()
  })
}
