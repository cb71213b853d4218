import { parse as parseQuery } from 'node:querystring'
import type { FastifyRequest } from 'fastify'
import { parseDuration } from '#main/engine/promql/index.ts'

/** What is wrong with a request, in the kinds of Prometheus' HTTP API. */
export class PrometheusError extends Error {
  override readonly name = 'PrometheusError'
  readonly kind: 'bad_data' | 'execution' | 'timeout' | 'unavailable' | 'not_found' | 'unauthorized' | 'internal'
  readonly status: number

  constructor(kind: PrometheusError['kind'], status: number, message: string) {
    super(message)
    this.kind = kind
    this.status = status
  }
}

const badData = (message: string) => new PrometheusError('bad_data', 400, message)
const earliestMs = -8.64e15

/** Parameters of a call: those of the address, and of the body where it is a form. */
export class Parameters {
  readonly #values: Readonly<Record<string, unknown>>

  constructor({ url, body }: Pick<FastifyRequest, 'url' | 'body'>) {
    const [, query = ''] = /[?](.*)$/s.exec(url) ?? []
    this.#values = { ...parseQuery(query), ...(typeof body === 'string' ? parseQuery(body) : {}) }
  }

  text(name: string): string | undefined {
    const value = this.#values[name]
    const first: unknown = Array.isArray(value) ? value[0] : value
    return typeof first === 'string' && first !== '' ? first : undefined
  }

  list(name: string): string[] {
    const value = this.#values[name]
    return (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string')
  }

  /** Seconds since 1970 or RFC 3339, in milliseconds. */
  time(name: string): number | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    const ms = Number.isNaN(Number(text)) ? timeOf(text) : Math.round(Number(text) * 1000)
    if (!Number.isFinite(ms) || ms < earliestMs) {
      throw badData(`invalid parameter "${name}": cannot parse ${JSON.stringify(text)} to a valid timestamp`)
    }
    return ms
  }

  requiredTime(name: string): number {
    const ms = this.time(name)
    if (ms === undefined) throw badData(`invalid parameter "${name}": cannot parse "" to a valid timestamp`)
    return ms
  }

  /** Seconds or a duration such as `1h30m`, in milliseconds. */
  duration(name: string): number {
    const text = this.text(name) ?? ''
    const ms = text !== '' && Number.isFinite(Number(text)) ? Math.round(Number(text) * 1000) : parseDuration(text)
    if (ms === undefined) {
      throw badData(`invalid parameter "${name}": cannot parse ${JSON.stringify(text)} to a valid duration`)
    }
    return ms
  }
}

function timeOf(text: string): number {
  return /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN
}
