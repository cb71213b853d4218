import { createServer as createHttpServer, type Server } from 'node:http'
import { createServer as createHttpsServer, Server as HttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import fastifyWebSocket from '@fastify/websocket'
import fastify, { type FastifyInstance } from 'fastify'
import type { Application } from '#main/app/create-app.ts'
import { RendererFiles } from '#main/app/renderer-files.ts'
import { returnPath } from '#main/features/security/index.ts'
import type { CertificateKeeper } from '#main/platform/certificate/index.ts'
import { newId } from '#main/platform/identifiers.ts'
import { answerBrokenRequest } from './broken-request.ts'
import { ChallengeFiles } from './challenge-files.ts'
import { type ConnectionLimits, limitConnections, standardConnectionLimits } from './connection-limits.ts'
import { malformed, sendError } from './error-answers.ts'
import { addGeneralAnswers } from './general-answers.ts'
import { addMetricsRoute } from './metrics-route.ts'
import { addPrometheusRoutes } from './prometheus/prometheus-routes.ts'
import { bodyAtMostBytes, readingLimits } from './reading-limits.ts'
import { startRedirectServer } from './redirect-server.ts'
import { countRequests } from './request-figures.ts'
import { logRequests } from './request-log.ts'
import { addRestRoutes } from './rest-routes.ts'
import { addScreens } from './screen-routes.ts'
import { addSecureWay } from './secure-way.ts'
import { identityOf, type ServerIdentity } from './server-identity.ts'
import { addSignOnReturn } from './sign-on-return.ts'
import { tlsOptions } from './tls-options.ts'
import { type TrustsProxy, trustIn } from './trusted-proxies.ts'
import { withTurnBudget } from './turn-budget.ts'
import { addWebSocketRoute } from './websocket-route.ts'

/** HTTPS with the certificate that is kept; `httpPort` sends plain HTTP on to it, null leaves that to others. */
export interface HttpsOptions {
  readonly certificate: CertificateKeeper
  readonly httpPort: number | null
}

export interface ServerOptions {
  readonly app: Application
  /** An address of this machine; 127.0.0.1 unless told. */
  readonly host?: string
  /** 0 chooses a free one. */
  readonly port: number
  /** Where the built screens lie. */
  readonly rendererFolder: string
  readonly https?: HttpsOptions | undefined
  /** The address people open, where a proxy stands in front. */
  readonly publicUrl?: string | undefined
  /** Networks of proxies whose forwarding headers are believed. */
  readonly trustedProxies?: readonly string[]
  /** Origins of other pages that may call with a bearer token. */
  readonly otherOrigins?: readonly string[]
  /** Where the files for a certificate authority lie. */
  readonly challengeFolder?: string
  readonly connections?: ConnectionLimits
}

/** A server that answers. */
export interface RunningServer {
  /** The address people open. */
  readonly url: string
  /** The plain HTTP port that leads to it. */
  readonly httpUrl: string | null
  /** A new address that opens the program once, within 60 s; `userId` signs that user in. */
  createSignInUrl(userId?: string): string
  close(): Promise<void>
}

/**
 * Connections the machine keeps until the program takes them; the machine may lower it. What finds no place there is
 * tried again by its sender after 1, 3 and 7 s, and that would be the wait of everybody in a flood.
 */
const backlog = 4096

function createServer({ app, https, trustedProxies = [] }: ServerOptions, isProxy: TrustsProxy): FastifyInstance {
  return fastify({
    serverFactory: (handler): Server => {
      const answer = withTurnBudget(handler, app.log)
      if (https === undefined) return createHttpServer(readingLimits, answer)
      return createHttpsServer({ ...readingLimits, ...tlsOptions(https.certificate.current) }, answer)
    },
    trustProxy: trustedProxies.length === 0 ? false : (address: string) => isProxy(address),
    bodyLimit: bodyAtMostBytes,
    forceCloseConnections: true,
    genReqId: () => newId(),
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (_error, _request, reply) => void sendError(reply, malformed('malformed-request'), 400),
  })
}

/** Serves the application on an address of its own: screens, REST, WebSocket and health. Nothing stays open when it fails. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const isProxy = trustIn(options.trustedProxies ?? [])
  const server = createServer(options, isProxy)
  try {
    return await listen(server, options, isProxy)
  } catch (error) {
    await server.close()
    throw error
  }
}

async function listen(server: FastifyInstance, options: ServerOptions, isProxy: TrustsProxy): Promise<RunningServer> {
  const { app, host = '127.0.0.1', port, https, publicUrl, connections = standardConnectionLimits } = options
  const known = Promise.withResolvers<ServerIdentity>()
  const challenges = new ChallengeFiles(options.challengeFolder ?? '')
  await addRoutes(server, options, { known: known.promise, isProxy, challenges })
  limitConnections(server.server, connections, isProxy)
  await server.listen({ host, port, backlog })
  const names = () => https?.certificate.current.names ?? []
  const identity = identityOf({
    url: ownUrl(https !== undefined, host, server.server.address(), names),
    publicUrl,
    names,
  })
  known.resolve(identity)
  app.security.singleSignOn.returnBy({ kind: 'page', redirectUri: `${identity.url}${returnPath}` })
  renewCertificate(server.server, https)
  const httpPort = https?.httpPort ?? null
  const redirect =
    httpPort === null ? null : await startRedirectServer({ host, port: httpPort, identity, challenges, connections })
  return {
    url: identity.url,
    httpUrl: redirect === null ? null : urlOf('http:', new URL(identity.url).hostname, redirect.port),
    createSignInUrl: (userId) => `${identity.url}/#sign-in=${app.security.createSignInSecret(userId)}`,
    close: async () => {
      await redirect?.close()
      await server.close()
    },
  }
}

interface RouteParts {
  readonly known: Promise<ServerIdentity>
  readonly isProxy: TrustsProxy
  readonly challenges: ChallengeFiles
}

async function addRoutes(
  server: FastifyInstance,
  { app, rendererFolder, otherOrigins = [] }: ServerOptions,
  { known, isProxy, challenges }: RouteParts,
): Promise<void> {
  await server.register(fastifyWebSocket, { options: { maxPayload: bodyAtMostBytes } })
  logRequests(server, app.log)
  countRequests(server, app)
  addGeneralAnswers(server, { app, identity: known, otherOrigins: new Set(otherOrigins) })
  addSecureWay(server, { isProxy, challenges })
  addSignOnReturn(server)
  addScreens(server, new RendererFiles(rendererFolder))
  addRestRoutes(server, app)
  addPrometheusRoutes(server, app)
  addMetricsRoute(server, app)
  addWebSocketRoute(server, app)
}

/** Connections that stand go on under the certificate they began with; new ones get the new one. */
function renewCertificate(server: Server, https: HttpsOptions | undefined): void {
  if (!(server instanceof HttpsServer)) return
  https?.certificate.onChange((pair) => server.setSecureContext(tlsOptions(pair)))
}

/** An address that means every address of the machine can be opened by none of them: then a name of the certificate stands for it. */
function ownUrl(
  secure: boolean,
  host: string,
  address: AddressInfo | string | null,
  names: () => readonly string[],
): string {
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const isEverywhere = host === '0.0.0.0' || host === '::'
  const name = isEverywhere ? (names().find((one) => !one.startsWith('*')) ?? host) : host
  return urlOf(secure ? 'https:' : 'http:', name, port)
}

function urlOf(protocol: string, host: string, port: number): string {
  const name = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host
  return new URL(`${protocol}//${name}:${port}`).origin
}
