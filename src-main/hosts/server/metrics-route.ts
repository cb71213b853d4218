import { createRouterClient } from '@orpc/server'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { toCallError } from '#main/app/api/call-errors.ts'
import type { Application } from '#main/app/create-app.ts'
import { acceptedFormat, expositionTypes } from '#main/platform/metrics/index.ts'
import { CompressedFiles } from './compressed-files.ts'
import { sendError } from './error-answers.ts'
import { requestContext } from './request-context.ts'

/**
 * The figures of the program for Prometheus and its like, in the text their Accept header prefers. Whoever may see how
 * the site is doing may read them, by a session or an API key, and the networks that a setting names without either.
 */
export function addMetricsRoute(server: FastifyInstance, app: Application): void {
  const compressed = new CompressedFiles()
  server.get('/metrics', async (request, reply) => {
    const refusal = app.metrics.isOpenTo(request.ip) ? null : await refusalOf(app, request, reply)
    if (refusal !== null) return sendError(reply, refusal)
    const format = acceptedFormat(request.headers.accept ?? '')
    const file = {
      body: Buffer.from(await app.metrics.text(format)),
      headers: { 'content-type': expositionTypes[format], 'cache-control': 'no-store' },
    }
    const { body, headers } = await compressed.shrink('/metrics', file, request.headers['accept-encoding'])
    await reply.headers(headers).send(body)
  })
}

/** Goes the way of every call, so that sessions, keys, limits and denials are what they are everywhere. */
async function refusalOf(app: Application, request: FastifyRequest, reply: FastifyReply) {
  const context = requestContext(request, reply)
  try {
    await createRouterClient(app.router, { context }).monitoring.collectors.list({})
    return null
  } catch (error) {
    return toCallError(error, context.requestId)
  }
}
