import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Returning, returnPath } from './return-way.ts'

const waitAtMostMs = 5 * 60_000
const longestAddress = 8192

const page = (ja: string, en: string) =>
  `<!doctype html><html lang="ja"><meta charset="utf-8"><title>Kuraban 蔵番</title><p>${ja}</p><p lang="en">${en}</p></html>`
const donePage = page(
  'サインインの結果をKurabanに渡しました。このページは閉じてかまいません。',
  'Kuraban has the answer. You may close this page.',
)
const unknownPage = page('このページはありません。', 'There is no such page.')
const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  connection: 'close',
}

/**
 * Waits on a free port of 127.0.0.1 for the browser that comes back with the answer to `state` (RFC 8252), at most five
 * minutes and for one answer; whatever else knocks is turned away.
 */
export async function listenForReturn(state: string): Promise<Returning> {
  const returned = Promise.withResolvers<string | null>()
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 10_000, maxHeaderSize: 16_384 })
  server.maxConnections = 20
  const close = () => {
    clearTimeout(timer)
    returned.resolve(null)
    server.close()
    server.closeIdleConnections()
  }
  const timer = setTimeout(close, waitAtMostMs)
  timer.unref()
  const origin = `http://127.0.0.1:${await listen(server)}`
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const answer = answerIn(request, origin, state)
    response.writeHead(answer === null ? 404 : 200, headers).end(answer === null ? unknownPage : donePage)
    if (answer === null) return
    returned.resolve(answer)
    response.once('close', close)
  })
  return { redirectUri: `${origin}${returnPath}`, answer: returned.promise, close }
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => resolve(portOf(server.address())))
  })
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0
}

function answerIn({ method, url = '' }: IncomingMessage, origin: string, state: string): string | null {
  const address = url.length > longestAddress ? null : URL.parse(url, origin)
  if (method !== 'GET' || address === null || address.origin !== origin || address.pathname !== returnPath) return null
  return address.searchParams.get('state') === state ? address.href : null
}
