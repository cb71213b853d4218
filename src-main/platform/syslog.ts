import { createSocket } from 'node:dgram'
import { lookup } from 'node:dns/promises'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { hostname } from 'node:os'
import { connect as connectTls } from 'node:tls'

/** One event for a syslog server. */
export interface SyslogEvent {
  /** 13 is the audit log, 1 are programs of users. */
  readonly facility: number
  /** From 0, an emergency, to 7, for finding faults. */
  readonly severity: number
  readonly at: Date
  /** What kind of event it is, in ASCII without blanks. */
  readonly messageId: string
  readonly text: string
}

const ports: Readonly<Record<string, number>> = { 'udp:': 514, 'tcp:': 514, 'tls:': 6514 }

/** A syslog server by RFC 5424: over UDP (RFC 5426), TCP (RFC 6587, octet counting) or TLS (RFC 5425). */
export class SyslogServer {
  /** The address without what may be secret. */
  readonly place: string
  readonly #protocol: string
  readonly #host: string
  readonly #port: number
  readonly #caFile: string
  readonly #limitMs: number

  /** `caFile` (PEM) vouches for the server in place of the usual authorities; empty is the usual ones. */
  constructor(address: string, caFile: string, limitMs: number) {
    const url = new URL(address)
    this.#protocol = url.protocol
    this.#host = url.hostname.replace(/^\[(.*)\]$/, '$1')
    this.#port = url.port === '' ? (ports[url.protocol] ?? 514) : Number(url.port)
    this.#caFile = caFile
    this.#limitMs = limitMs
    this.place = `${url.protocol}//${url.hostname}:${this.#port}`
  }

  /** Resolves when the connection has taken all of them; over UDP nobody knows whether they arrived. */
  async send(events: readonly SyslogEvent[]): Promise<void> {
    const messages = events.map(syslogMessage)
    if (this.#protocol === 'udp:') return sendDatagrams(messages, this.#host, this.#port)
    const isTls = this.#protocol === 'tls:'
    const socket = isTls ? await this.#connectTls() : connectTcp({ host: this.#host, port: this.#port })
    await sendStream(socket, isTls ? 'secureConnect' : 'connect', messages, this.#limitMs)
  }

  async #connectTls(): Promise<Socket> {
    const ca = this.#caFile === '' ? {} : { ca: await readFile(this.#caFile) }
    const servername = isIP(this.#host) === 0 ? { servername: this.#host } : {}
    return connectTls({ host: this.#host, port: this.#port, ...servername, ...ca })
  }
}

/** One event by RFC 5424. */
function syslogMessage({ facility, severity, at, messageId, text }: SyslogEvent): string {
  const priority = facility * 8 + severity
  return `<${priority}>1 ${at.toISOString()} ${hostname() || '-'} kuraban ${process.pid} ${messageId} - ${text}`
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

async function sendStream(socket: Socket, ready: string, messages: readonly string[], limitMs: number): Promise<void> {
  const limit = AbortSignal.timeout(limitMs)
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
