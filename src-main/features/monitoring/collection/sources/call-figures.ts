import { isContractProcedure } from '@orpc/contract'
import type { MetricRegistry } from '#main/platform/metrics/index.ts'
import { errorStatus } from '#shared/contract/error-status.ts'
import type { ErrorCode } from '#shared/contract/errors.ts'
import { contract } from '#shared/contract/root.ts'

/** A call of the API that is over. */
export interface CountedCall {
  /** Path in the contract, with dots. */
  readonly procedure: string
  readonly outcome: 'OK' | ErrorCode
  readonly durationMs: number
}

/** A request over HTTP that was no call of the API. */
export interface CountedRequest {
  readonly method: string
  /** Template of the route, never the path that was asked for. */
  readonly endpoint: string
  readonly status: number
  readonly durationMs: number
}

interface Endpoint {
  readonly method: string
  readonly endpoint: string
}

const prefix = '/api/v1'
const knownMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
const failuresOfSignIn: ReadonlySet<string> = new Set<ErrorCode>([
  'SIGN_IN_FAILED',
  'TWO_FACTOR_CODE_WRONG',
  'SINGLE_SIGN_ON_FAILED',
])

/** Counts calls under the method and the path they have over HTTP, whatever way they came. */
export class CallFigures {
  readonly #registry: MetricRegistry
  readonly #endpoints: ReadonlyMap<string, Endpoint> = endpointsOf(contract)

  constructor(registry: MetricRegistry) {
    this.#registry = registry
  }

  call({ procedure, outcome, durationMs }: CountedCall): void {
    const endpoint = this.#endpoints.get(procedure) ?? { method: 'POST', endpoint: 'unknown' }
    this.#count({ ...endpoint, status: outcome === 'OK' ? 200 : errorStatus[outcome], durationMs })
    if (failuresOfSignIn.has(outcome)) this.#registry.add('kuraban_sign_in_failures_total', {})
  }

  request(request: CountedRequest): void {
    this.#count({ ...request, method: knownMethods.has(request.method) ? request.method : 'other' })
  }

  #count({ method, endpoint, status, durationMs }: CountedRequest): void {
    this.#registry.add('http_requests_total', { method, endpoint, status: String(status) })
    this.#registry.observe('http_request_duration_seconds', { method, endpoint }, durationMs / 1000)
  }
}

function endpointsOf(part: unknown, path: readonly string[] = []): Map<string, Endpoint> {
  if (isContractProcedure(part)) {
    const { method = 'POST', path: route = `/${path.join('/')}` } = part['~orpc'].route
    return new Map([[path.join('.'), { method, endpoint: `${prefix}${route}` }]])
  }
  const parts = typeof part === 'object' && part !== null ? Object.entries(part) : []
  return new Map(parts.flatMap(([name, child]) => [...endpointsOf(child, [...path, name])]))
}
