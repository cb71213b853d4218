import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { Readable } from 'node:stream'
import { TLSSocket } from 'node:tls'
import { createGunzip } from 'node:zlib'
import { allowedAddress, pinnedTo } from './allowed-address.ts'

export interface FetchOptions {
  readonly method?: 'GET' | 'HEAD'
  readonly headers?: Readonly<Record<string, string>>
  readonly signal: AbortSignal
  /** A longer body, unpacked, is refused. */
  readonly bodyAtMostBytes: number
  readonly allowsUntrustedCertificate: boolean
}

/** An answer over HTTP. */
export interface FetchedText {
  readonly status: number
  readonly contentType: string
  readonly text: string
  /** When the certificate of the other side ends; null without TLS. */
  readonly certificateEndsAt: Date | null
}

/** Fetches a text: one connection of its own, no redirects, nothing beyond the size that was said. */
export async function fetchText(address: string, options: FetchOptions): Promise<FetchedText> {
  const url = new URL(address)
  const reached = await allowedAddress(url.hostname)
  options.signal.throwIfAborted()
  const response = await answerTo(url, { ...options, lookup: pinnedTo(reached) })
  const certificateEndsAt = certificateEndOf(response)
  try {
    const text = await textOf(response, options.bodyAtMostBytes)
    const contentType = response.headers['content-type'] ?? ''
    return { status: response.statusCode ?? 0, contentType, text, certificateEndsAt }
  } finally {
    response.destroy()
  }
}

type Lookup = ReturnType<typeof pinnedTo>

function answerTo(url: URL, options: FetchOptions & { readonly lookup: Lookup }): Promise<IncomingMessage> {
  const { method = 'GET', headers = {}, signal, lookup, allowsUntrustedCertificate } = options
  return new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? requestHttps : requestHttp
    const asked = request(url, {
      ...{ method, lookup, signal, agent: false, rejectUnauthorized: !allowsUntrustedCertificate },
      headers: { 'user-agent': 'kuraban', 'accept-encoding': 'gzip', ...headers },
    })
    asked.on('response', resolve)
    asked.on('error', (error) => reject(signal.reason instanceof Error ? signal.reason : error))
    asked.end()
  })
}

/** To be asked while the connection stands. */
function certificateEndOf({ socket }: IncomingMessage): Date | null {
  if (!(socket instanceof TLSSocket)) return null
  const { valid_to: end } = socket.getPeerCertificate()
  return end === undefined || Number.isNaN(Date.parse(end)) ? null : new Date(end)
}

async function textOf(response: IncomingMessage, atMostBytes: number): Promise<string> {
  const isPacked = response.headers['content-encoding'] === 'gzip'
  const stream: Readable = isPacked ? response.pipe(createGunzip()) : response
  if (isPacked) response.on('error', (error) => stream.destroy(error))
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of stream) {
    if (!Buffer.isBuffer(part)) continue
    bytes += part.length
    if (bytes > atMostBytes) throw new Error(`the answer is longer than ${atMostBytes} bytes`)
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}
