import {
  type Annotation,
  describeAnnotation,
  type InstantResult,
  PromqlEvaluationError,
  PromqlInterruptedError,
  PromqlLimitError,
  PromqlSyntaxError,
  type QueryResult,
  type Series,
} from '#main/engine/promql/index.ts'
import { TsdbError } from '#main/engine/tsdb/index.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { InstantAnswer, RangeAnswer } from '#shared/features/monitoring/contract/queries.ts'
import type { SampleValue } from '#shared/features/monitoring/values.ts'

/** A value as JSON can carry it. */
export function sampleValue(value: number): SampleValue {
  if (Number.isFinite(value)) return value
  if (Number.isNaN(value)) return 'NaN'
  return value > 0 ? '+Inf' : '-Inf'
}

const runOf = ({ labels, timestamps, values }: Series) => ({
  labels: labels.toJSON(),
  timesMs: [...timestamps],
  values: Array.from(values, sampleValue),
})

function told(annotations: readonly Annotation[], severity: Annotation['severity'], expression: string): string[] {
  return annotations.filter((one) => one.severity === severity).map((one) => describeAnnotation(one, expression))
}

function notes({ annotations }: QueryResult, expression: string): Pick<RangeAnswer, 'warnings' | 'infos'> {
  return { warnings: told(annotations, 'warning', expression), infos: told(annotations, 'info', expression) }
}

export function instantAnswer(result: InstantResult, expression: string): InstantAnswer {
  const { value } = result
  const empty = { samples: [], runs: [], text: null, ...notes(result, expression) }
  switch (value.kind) {
    case 'matrix':
      return { ...empty, kind: 'matrix', runs: value.series.map(runOf) }
    case 'vector': {
      const samples = value.samples.map(({ labels, timestampMs, value: one }) => ({
        ...{ labels: labels.toJSON(), timeMs: timestampMs, value: sampleValue(one) },
      }))
      return { ...empty, kind: 'vector', samples }
    }
    case 'scalar':
      return {
        ...{ ...empty, kind: 'scalar' },
        samples: [{ labels: {}, timeMs: value.timestampMs, value: sampleValue(value.value) }],
      }
    case 'string':
      return {
        ...{ ...empty, kind: 'string', text: value.value },
        samples: [{ labels: {}, timeMs: value.timestampMs, value: null }],
      }
  }
}

export function rangeAnswer(result: QueryResult, series: readonly Series[], expression: string): RangeAnswer {
  return { runs: series.map(runOf), ...notes(result, expression) }
}

/** What went wrong with a question, as the contract says it; anything else is thrown on. */
export function queryFailure(error: unknown): unknown {
  if (error instanceof PromqlSyntaxError) {
    const { line, column, reason } = error
    return new AppError('QUERY_INVALID', { line, column, reason }, { cause: error })
  }
  if (error instanceof PromqlLimitError) return new AppError('QUERY_TOO_LARGE', { limit: error.maxSamples })
  if (error instanceof PromqlEvaluationError || error instanceof PromqlInterruptedError) {
    return new AppError('QUERY_FAILED', { reason: error.message }, { cause: error })
  }
  return error instanceof TsdbError ? storeFailure(error) : error
}

function storeFailure(error: TsdbError): AppError {
  if (error.code === 'too-many-samples' && 'limit' in error.detail) {
    return new AppError('QUERY_TOO_LARGE', { limit: error.detail.limit }, { cause: error })
  }
  if (error.code === 'closed' || error.code === 'head-full') {
    return new AppError('UNAVAILABLE', { what: error.code }, { cause: error })
  }
  return new AppError('QUERY_FAILED', { reason: error.message }, { cause: error })
}
