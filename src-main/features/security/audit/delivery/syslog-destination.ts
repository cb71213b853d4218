import { createSocket } from 'node:dgram'
import { lookup } from 'node:dns/promises'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { hostname } from 'node:os'
import { connect as connectTls } from 'node:tls'
import { type CheckpointDestination, deliveryLimitMs } from './destination.ts'

/** Facility 13 (log audit), severity 6 (informational). */
const priority = 13 * 8 + 6
const ports: Readonly<Record<string, number>> = { 'udp:': 514, 'tcp:': 514, 'tls:': 6514 }

/** A syslog server by RFC 5424: over UDP (RFC 5426), TCP (RFC 6587, octet counting) or TLS (RFC 5425). */
export function syslogDestination(address: string, caFile: string): CheckpointDestination {
  const url = new URL(address)
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const port = url.port === '' ? (ports[url.protocol] ?? 514) : Number(url.port)
  return {
    kind: 'syslog',
    place: `${url.protocol}//${url.hostname}:${port}`,
    deliver: async (lines) => {
      const messages = lines.map((line) => syslogMessage(line, new Date()))
      if (url.protocol === 'udp:') return sendDatagrams(messages, host, port)
      const ca = caFile === '' ? {} : { ca: await readFile(caFile) }
      const isTls = url.protocol === 'tls:'
      const socket = isTls
        ? connectTls({ host, port, ...(isIP(host) === 0 ? { servername: host } : {}), ...ca })
        : connectTcp({ host, port })
      await sendStream(socket, isTls ? 'secureConnect' : 'connect', messages)
    },
  }
}

/** One event by RFC 5424. */
export function syslogMessage(text: string, at: Date): string {
  return `<${priority}>1 ${at.toISOString()} ${hostname() || '-'} kuraban ${process.pid} audit-checkpoint - ${text}`
}

async function sendDatagrams(messages: readonly string[], host: string, port: number): Promise<void> {
  const { address, family } = await lookup(host)
  const socket = createSocket(family === 6 ? 'udp6' : 'udp4')
  try {
    for (const message of messages) {
      await new Promise<void>((resolve, reject) => {
        socket.once('error', reject)
        socket.send(message, port, address, (error) => (error === null ? resolve() : reject(error)))
      })
    }
  } finally {
    socket.close()
  }
}

async function sendStream(socket: Socket, ready: string, messages: readonly string[]): Promise<void> {
  const limit = AbortSignal.timeout(deliveryLimitMs)
  try {
    await once(socket, ready, { signal: limit })
    const closed = once(socket, 'close', { signal: limit })
    socket.resume()
    socket.end(messages.map((message) => `${Buffer.byteLength(message)} ${message}`).join(''))
    await closed
  } finally {
    socket.destroy()
  }
}
