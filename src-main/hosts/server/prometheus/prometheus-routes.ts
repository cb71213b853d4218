import { createRouterClient } from '@orpc/server'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { toCallError } from '#main/app/api/call-errors.ts'
import type { Application } from '#main/app/create-app.ts'
import { errorStatus } from '#shared/contract/error-status.ts'
import { type AppError, isAppError } from '#shared/contract/errors.ts'
import { errorAnswerOf } from '../error-answers.ts'
import { requestContext } from '../request-context.ts'
import { Parameters, PrometheusError } from './parameters.ts'
import {
  type Calls,
  labels,
  labelValues,
  metadata,
  type PrometheusAnswer,
  query,
  queryRange,
  series,
} from './queries.ts'
import { alerts, rules } from './rules.ts'

const prefix = '/prometheus/api/v1'
/** The version of the language that is spoken, by which Grafana chooses what to ask. */
const spokenVersion = '3.14.0'

type Endpoint = (calls: Calls, parameters: Parameters, request: FastifyRequest) => Promise<PrometheusAnswer>

/**
 * Prometheus' HTTP API over the figures kept here, so that Grafana and others can read them: an API key as bearer token,
 * the same rights and limits as everywhere. Answers and failures have the form of Prometheus.
 */
export function addPrometheusRoutes(server: FastifyInstance, app: Application): void {
  void server.register(async (scope) => {
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
      done(null, body),
    )
    const serve = (method: 'GET' | 'POST', path: string, endpoint: Endpoint) =>
      scope.route({
        method,
        url: `${prefix}${path}`,
        handler: (request, reply) => answer(app, endpoint, request, reply),
      })
    for (const [path, endpoint] of Object.entries({ query, query_range: queryRange, series, labels })) {
      serve('GET', `/${path}`, endpoint)
      serve('POST', `/${path}`, endpoint)
    }
    serve('GET', '/label/:name/values', (calls, parameters, { params }) =>
      labelValues(calls, parameters, nameIn(params)),
    )
    serve('GET', '/rules', rules)
    serve('GET', '/alerts', alerts)
    serve('GET', '/metadata', metadata)
    serve('GET', '/status/buildinfo', async (calls) => {
      await calls.monitoring.queries.check({ expression: 'vector(1)' })
      return { data: buildInformation(app) }
    })
  })
}

function nameIn(params: unknown): string {
  const name = typeof params === 'object' && params !== null && 'name' in params ? params.name : ''
  return typeof name === 'string' ? name : ''
}

function buildInformation(app: Application): unknown {
  return {
    ...{ version: spokenVersion, revision: `kuraban-${app.info().version}`, branch: '' },
    ...{ buildUser: '', buildDate: '', goVersion: '' },
  }
}

async function answer(
  app: Application,
  endpoint: Endpoint,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const context = requestContext(request, reply)
  try {
    const calls: Calls = createRouterClient(app.router, { context })
    const { data, warnings = [], infos = [] } = await endpoint(calls, new Parameters(request), request)
    await reply.send({
      ...{ status: 'success', data },
      ...(warnings.length === 0 ? {} : { warnings }),
      ...(infos.length === 0 ? {} : { infos }),
    })
  } catch (error) {
    const failure = error instanceof PrometheusError ? error : told(toCallError(error, context.requestId))
    await reply.code(failure.status).send({ status: 'error', errorType: failure.kind, error: failure.message })
  }
}

function told(error: AppError): PrometheusError {
  if (isAppError(error, 'QUERY_INVALID')) {
    const { line, column, reason } = error.data
    return new PrometheusError('bad_data', 400, `invalid parameter "query": ${line}:${column}: parse error: ${reason}`)
  }
  if (isAppError(error, 'VALIDATION')) return new PrometheusError('bad_data', 400, 'invalid parameter')
  if (isAppError(error, 'QUERY_FAILED')) return new PrometheusError('execution', 422, error.data.reason)
  if (isAppError(error, 'QUERY_TOO_LARGE')) {
    const message = 'query processing would load too many samples into memory in query execution'
    return new PrometheusError('execution', 422, message)
  }
  const status = errorStatus[error.code]
  return new PrometheusError(kindOf(status), status, errorAnswerOf(error).error.message)
}

function kindOf(status: number): PrometheusError['kind'] {
  if (status === 401 || status === 403) return 'unauthorized'
  if (status === 404) return 'not_found'
  return status === 503 || status === 429 ? 'unavailable' : 'internal'
}
