import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerBrokenRequest } from './broken-request.ts'
import type { ChallengeFiles } from './challenge-files.ts'
import { type ConnectionLimits, limitConnections } from './connection-limits.ts'
import { readingLimits } from './reading-limits.ts'
import { secureAddress } from './secure-address.ts'
import type { ServerIdentity } from './server-identity.ts'

export interface RedirectOptions {
  readonly host: string
  readonly port: number
  readonly identity: ServerIdentity
  readonly challenges: ChallengeFiles
  readonly connections: ConnectionLimits
}

/** The HTTP port of a server that speaks HTTPS. */
export interface RedirectServer {
  readonly port: number
  close(): Promise<void>
}

/**
 * Answers everything on plain HTTP with 301 to HTTPS, path and query kept, but for the files of a certificate authority:
 * nothing of the application is reachable here. What a request sends is not read.
 */
export async function startRedirectServer(options: RedirectOptions): Promise<RedirectServer> {
  const server = createServer(readingLimits, (request, response) => {
    answer(request, response, options).catch(() => response.destroy())
  })
  server.on('clientError', answerBrokenRequest)
  limitConnections(server, options.connections, () => false)
  await listen(server, options)
  return { port: portOf(server.address()), close: () => close(server) }
}

async function answer(request: IncomingMessage, response: ServerResponse, options: RedirectOptions): Promise<void> {
  const { identity, challenges } = options
  const url = request.url ?? '/'
  const [path = ''] = url.split('?', 1)
  response.setHeader('connection', 'close')
  response.setHeader('x-content-type-options', 'nosniff')
  if (challenges.isAsked(path)) {
    const file = await challenges.find(path)
    response.writeHead(file === null ? 404 : 200, { 'content-type': 'text/plain; charset=utf-8' })
    response.end(file ?? 'not found')
    return
  }
  response.writeHead(301, { location: secureAddress(identity, request.headers.host, url), 'content-length': 0 })
  response.end()
}

function listen(server: Server, { host, port }: RedirectOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
