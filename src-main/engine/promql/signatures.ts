import type { ValueType } from './ast.ts'

/** How a function may be called: how many arguments beyond the first `required` there may be, and what it yields. */
export interface Signature {
  readonly arguments: readonly ValueType[]
  readonly required: number
  /** The last argument may be given any number of times. */
  readonly isRepeatable: boolean
  readonly result: ValueType
}

function signature(
  argumentTypes: readonly ValueType[],
  options: { required?: number; isRepeatable?: boolean; result?: ValueType } = {},
): Signature {
  return {
    arguments: argumentTypes,
    required: options.required ?? argumentTypes.length,
    isRepeatable: options.isRepeatable ?? false,
    result: options.result ?? 'vector',
  }
}

const ofVector = [
  'abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor histogram_avg histogram_count',
  'histogram_stddev histogram_stdvar histogram_sum ln log10 log2 rad sgn sin sinh sort sort_desc sqrt tan tanh timestamp',
]
const ofRange = [
  'absent_over_time avg_over_time changes count_over_time delta deriv first_over_time idelta increase irate',
  'last_over_time max_over_time min_over_time present_over_time rate resets stddev_over_time stdvar_over_time',
  'sum_over_time',
]
const ofDate = ['day_of_month day_of_week day_of_year days_in_month hour minute month year']

const words = (lines: readonly string[]): readonly string[] => lines.join(' ').split(' ')

/** Every stable function of Prometheus 3.14. */
export const signatures: ReadonlyMap<string, Signature> = new Map<string, Signature>([
  ...words(ofVector).map((name) => [name, signature(['vector'])] as const),
  ...words(ofRange).map((name) => [name, signature(['matrix'])] as const),
  ...words(ofDate).map((name) => [name, signature(['vector'], { required: 0 })] as const),
  ['clamp', signature(['vector', 'scalar', 'scalar'])],
  ['clamp_max', signature(['vector', 'scalar'])],
  ['clamp_min', signature(['vector', 'scalar'])],
  ['histogram_fraction', signature(['scalar', 'scalar', 'vector'])],
  ['histogram_quantile', signature(['scalar', 'vector'])],
  ['label_join', signature(['vector', 'string', 'string', 'string'], { required: 3, isRepeatable: true })],
  ['label_replace', signature(['vector', 'string', 'string', 'string', 'string'])],
  ['pi', signature([], { result: 'scalar' })],
  ['predict_linear', signature(['matrix', 'scalar'])],
  ['quantile_over_time', signature(['scalar', 'matrix'])],
  ['round', signature(['vector', 'scalar'], { required: 1 })],
  ['scalar', signature(['vector'], { result: 'scalar' })],
  ['time', signature([], { result: 'scalar' })],
  ['vector', signature(['scalar'])],
])

/** Functions and aggregations that Prometheus has behind a flag; they are named so that the message can say so. */
export const experimental: ReadonlySet<string> = new Set(
  words([
    'double_exponential_smoothing end histogram_quantiles info limit_ratio limitk mad_over_time max_of min_of range',
    'sort_by_label sort_by_label_desc start start_timestamp step ts_of_first_over_time ts_of_last_over_time',
    'ts_of_max_over_time ts_of_min_over_time',
  ]),
)
