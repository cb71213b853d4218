import type { AddressInfo } from 'node:net'
import fastifyWebSocket from '@fastify/websocket'
import fastify, { type FastifyInstance } from 'fastify'
import type { Application } from '#main/app/create-app.ts'
import { RendererFiles } from '#main/app/renderer-files.ts'
import { newId } from '#main/platform/identifiers.ts'
import { answerBrokenRequest } from './broken-request.ts'
import { addGeneralAnswers } from './general-answers.ts'
import { logRequests } from './request-log.ts'
import { addRestRoutes } from './rest-routes.ts'
import { addScreens } from './screen-routes.ts'
import { identityOf, type ServerIdentity } from './server-identity.ts'
import { addWebSocketRoute } from './websocket-route.ts'

export interface ServerOptions {
  readonly app: Application
  /** An address of this machine; 127.0.0.1 unless told. */
  readonly host?: string
  /** 0 chooses a free one. */
  readonly port: number
  /** Where the built screens lie. */
  readonly rendererFolder: string
}

/** A server that answers. */
export interface RunningServer {
  readonly url: string
  /** A new address that opens the program once, within 60 s; `userId` signs that user in. */
  createSignInUrl(userId?: string): string
  close(): Promise<void>
}

const bodyAtMostBytes = 4 * 1024 * 1024

function createServer(): FastifyInstance {
  return fastify({
    bodyLimit: bodyAtMostBytes,
    forceCloseConnections: true,
    requestTimeout: 60_000,
    http: { maxHeaderSize: 16 * 1024, headersTimeout: 20_000 },
    genReqId: () => newId(),
    clientErrorHandler: answerBrokenRequest,
  })
}

/** Serves the application on an address of its own: screens, REST, WebSocket and health. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { app, host = '127.0.0.1', port, rendererFolder } = options
  const server = createServer()
  const identity = Promise.withResolvers<ServerIdentity>()
  await server.register(fastifyWebSocket, { options: { maxPayload: bodyAtMostBytes } })
  logRequests(server, app.log)
  addGeneralAnswers(server, app, identity.promise)
  addScreens(server, new RendererFiles(rendererFolder))
  addRestRoutes(server, app)
  addWebSocketRoute(server, app)
  await server.listen({ host, port })
  const url = urlOf(host, server.server.address())
  identity.resolve(identityOf(url))
  return {
    url,
    createSignInUrl: (userId) => `${url}/#sign-in=${app.security.createSignInSecret(userId)}`,
    close: () => server.close(),
  }
}

function urlOf(host: string, address: AddressInfo | string | null): string {
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}
