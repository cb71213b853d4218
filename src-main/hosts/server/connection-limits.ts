import type { Server } from 'node:net'
import { isIPv6 } from 'node:net'
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
    const source = sourceOf(remoteAddress ?? '')
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

/** One subscriber of IPv6 has a network of 64 bits. */
function sourceOf(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address
  const [head = '', tail = ''] = address.split('::')
  const missing = 8 - head.split(':').length - (tail === '' ? 0 : tail.split(':').length)
  const groups = [...head.split(':'), ...Array.from({ length: Math.max(missing, 0) }, () => '0'), ...tail.split(':')]
  return groups.slice(0, 4).join(':')
}
