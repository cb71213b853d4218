import { PromqlSyntaxError, parse, typeOf } from '#main/engine/promql/index.ts'
import type { Clock } from '#main/platform/clock.ts'
import { dayMs } from '#main/platform/durations.ts'
import { AppError } from '#shared/contract/errors.ts'
import { metricCatalogue, unitOf } from './metric-catalogue.ts'
import type { Metrics, Span } from './metrics.ts'

export interface QueryServicePorts {
  readonly metrics: Metrics
  readonly clock: Clock
}

const stepsAtMost = 11_000
/** Names and labels are those of the last two days: what ended before need not be offered. */
const offeredForMs = 2 * dayMs

/** Questions to the figures. */
export class QueryService {
  readonly #ports: QueryServicePorts

  constructor(ports: QueryServicePorts) {
    this.#ports = ports
  }

  instant(expression: string, atMs: number | undefined) {
    return this.#ports.metrics.instant(expression, atMs ?? this.#now())
  }

  async range(expression: string, span: Span, stepMs: number) {
    assertOrder(span)
    assertSteps(expression)
    if ((span.toMs - span.fromMs) / stepMs > stepsAtMost) throw new AppError('QUERY_TOO_LARGE', { limit: stepsAtMost })
    return await this.#ports.metrics.range(expression, span, stepMs)
  }

  async plot(request: Span & { readonly expression: string; readonly points: number; readonly seriesAtMost: number }) {
    assertOrder(request)
    return await this.#ports.metrics.plot(request)
  }

  check(expression: string) {
    try {
      return { problem: null, kind: typeOf(parse(expression)) }
    } catch (error) {
      if (!(error instanceof PromqlSyntaxError)) throw error
      const { line, column, reason } = error
      return { problem: { line, column, message: reason }, kind: null }
    }
  }

  /** Metrics that have figures, and those of the program that have none yet; what it knows of each. */
  async metrics(contains: string) {
    const catalogue = metricCatalogue()
    const stored = await this.#ports.metrics.metricNames(this.#offered())
    const wanted = contains.toLowerCase()
    const names = [...stored.keys()].filter((name) => name.toLowerCase().includes(wanted)).sort()
    return names.map((name) => {
      const known = catalogue.get(name)
      return {
        ...{ name, type: known?.type ?? '', help: known?.help.ja ?? '', helpEn: known?.help.en ?? '' },
        ...{ unit: unitOf(name), series: stored.get(name) ?? 0 },
      }
    })
  }

  labelNames(matchers: readonly string[]) {
    return this.#ports.metrics.labelNames(matchers, this.#offered())
  }

  labelValues(name: string, matchers: readonly string[]) {
    return this.#ports.metrics.labelValues(name, matchers, this.#offered())
  }

  async series(matchers: readonly string[], limit: number) {
    const found = await this.#ports.metrics.series(matchers, this.#offered(), limit + 1)
    return { items: found.slice(0, limit), isCut: found.length > limit }
  }

  #offered(): Span {
    const toMs = this.#now()
    return { fromMs: toMs - offeredForMs, toMs }
  }

  #now(): number {
    return this.#ports.clock.now().getTime()
  }
}

function assertOrder({ fromMs, toMs }: Span): void {
  if (toMs < fromMs) throw new AppError('VALIDATION', { issues: [{ path: 'toMs', message: 'before-start' }] })
}

/** Only what has one value for each step can be asked over steps; mistakes are told by whoever reads the expression. */
function assertSteps(expression: string): void {
  const kind = kindOf(expression)
  if (kind === undefined || kind === 'vector' || kind === 'scalar') return
  const reason = `invalid expression type "${kind === 'matrix' ? 'range vector' : kind}" for range query, must be Scalar or instant Vector`
  throw new AppError('QUERY_INVALID', { line: 1, column: 1, reason })
}

function kindOf(expression: string) {
  try {
    return typeOf(parse(expression))
  } catch (error) {
    if (error instanceof PromqlSyntaxError) return undefined
    throw error
  }
}
