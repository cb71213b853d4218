import type { Server } from 'node:net'
import { subscriberOf } from '#main/platform/networks.ts'
import type { TrustsProxy } from './trusted-proxies.ts'

export interface ConnectionLimits {
  readonly atMost: number
  readonly perAddressAtMost: number
}

export const standardConnectionLimits: ConnectionLimits = { atMost: 4000, perAddressAtMost: 256 }

/** Closes connections beyond the limits at once, before anything is read. A trusted proxy speaks for many and is exempt. */
export function limitConnections(
  server: Server,
  { atMost, perAddressAtMost }: ConnectionLimits,
  isProxy: TrustsProxy,
): void {
  server.maxConnections = atMost
  const open = new Map<string, number>()
  server.on('connection', (socket) => {
    const { remoteAddress } = socket
    if (isProxy(remoteAddress)) return
    const source = subscriberOf(remoteAddress ?? '')
    const count = (open.get(source) ?? 0) + 1
    if (count > perAddressAtMost) {
      socket.destroy()
      return
    }
    open.set(source, count)
    socket.once('close', () => {
      const left = (open.get(source) ?? 1) - 1
      if (left > 0) open.set(source, left)
      else open.delete(source)
    })
  })
}
