import { OpenAPIHandler } from '@orpc/openapi/fastify'
import { ORPCError } from '@orpc/server'
import type { FastifyInstance } from 'fastify'
import type { Application } from '#main/app/create-app.ts'
import { errorData } from '#shared/contract/errors.ts'
import { errorAnswerOf, sendError } from './error-answers.ts'
import { unknownRoute } from './general-answers.ts'
import { requestContext } from './request-context.ts'

const prefix = '/api/v1'

/** REST: every procedure of the contract under its method and path, and their description as OpenAPI. */
export function addRestRoutes(server: FastifyInstance, app: Application): void {
  const handler = new OpenAPIHandler(app.router, {
    customErrorResponseBodyEncoder: errorAnswerOf,
    interceptors: [
      async ({ next }) => {
        try {
          return await next()
        } catch (error) {
          throw error instanceof ORPCError && Object.hasOwn(errorData, error.code) ? error : malformed(error)
        }
      },
    ],
  })
  server.get(`${prefix}/openapi.json`, async (_request, reply) => {
    const { openApiDocument } = await import('./openapi-document.ts')
    await reply
      .header('content-type', 'application/json; charset=utf-8')
      .send(await openApiDocument(app.info().version))
  })
  server.all(`${prefix}/*`, async (request, reply) => {
    const { matched } = await handler.handle(request, reply, { prefix, context: requestContext(request, reply) })
    if (!matched) await sendError(reply, unknownRoute(request))
  })
}

/** Everything the middleware has not turned into an error of the registry failed before it: while reading the request. */
function malformed(cause: unknown): ORPCError<'VALIDATION', unknown> {
  const data = { issues: [{ path: '', message: 'malformed-request' }] }
  return new ORPCError('VALIDATION', { status: 400, data, cause })
}
