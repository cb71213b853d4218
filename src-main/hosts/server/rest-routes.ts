import { OpenAPIHandler } from '@orpc/openapi/fastify'
import type { FastifyInstance } from 'fastify'
import { answerMalformed } from '#main/app/api/malformed-calls.ts'
import type { Application } from '#main/app/create-app.ts'
import { errorAnswerOf, sendError } from './error-answers.ts'
import { unknownRoute } from './general-answers.ts'
import { requestContext } from './request-context.ts'

const prefix = '/api/v1'

/** REST: every procedure of the contract under its method and path, and their description as OpenAPI. */
export function addRestRoutes(server: FastifyInstance, app: Application): void {
  const handler = new OpenAPIHandler(app.router, {
    customErrorResponseBodyEncoder: errorAnswerOf,
    interceptors: [answerMalformed],
  })
  server.get(`${prefix}/openapi.json`, async (_request, reply) => {
    const { openApiDocument } = await import('./openapi-document.ts')
    await reply
      .header('content-type', 'application/json; charset=utf-8')
      .send(await openApiDocument(app.info().version))
  })
  server.all(`${prefix}/*`, async (request, reply) => {
    request.isCall = true
    const { matched } = await handler.handle(request, reply, { prefix, context: requestContext(request, reply) })
    if (matched) return
    request.isCall = false
    await sendError(reply, unknownRoute(request))
  })
}
