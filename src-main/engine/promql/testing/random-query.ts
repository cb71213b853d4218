import * as fc from 'fast-check'

interface Parts {
  readonly vector: string
  readonly scalar: string
  readonly range: string
}

type Tie = fc.LetrecTypedTie<Parts>

const oneOf = (...texts: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...texts)

const selector = oneOf(
  'requests_total',
  'requests_total{job="api"}',
  'requests_total{instance=~"a|b"}',
  'requests_total{instance!="a",job!~"w.*"}',
  'temperature',
  'temperature{floor="1"}',
  'temperature{room=~".*l.*"}',
  'up',
  'up{job="web"}',
  'nothing_here',
  '{__name__=~"up|temperature"}',
)
const duration = oneOf('47s', '1m', '2m', '5m', '17m', '1h')
const offset = oneOf(
  '',
  '',
  '',
  ' offset 1m',
  ' offset 7m',
  ' offset -3m',
  ' @ start()',
  ' @ end()',
  ' @ 1700003000',
  ' @ 1700003000 offset 2m',
)
const number = oneOf('0', '1', '2.5', '-3', '1e3', '0.1', 'Inf', 'NaN', '10')
const label = oneOf('job', 'instance', 'room', 'floor', 'le', '')
const grouping = fc
  .tuple(
    oneOf(' by ', ' without '),
    fc.uniqueArray(
      label.filter((name) => name !== ''),
      { maxLength: 2 },
    ),
  )
  .map(([clause, labels]) => `${clause}(${labels.join(', ')})`)

const counterRange = fc
  .tuple(oneOf('requests_total', 'requests_total{job="api"}', 'latency_seconds_bucket'), duration, offset)
  .map(([text, length, moved]) => `${text}[${length}]${moved}`)

const words = (text: string): fc.Arbitrary<string> => oneOf(...text.split(' '))
const rangeFunctions = words(
  'delta irate idelta resets changes deriv sum_over_time avg_over_time min_over_time max_over_time count_over_time ' +
    'stddev_over_time stdvar_over_time present_over_time absent_over_time last_over_time',
)
const vectorFunctions = words(
  'abs ceil floor sqrt ln log2 log10 sgn round atan tanh asinh deg rad absent timestamp sort sort_desc',
)
const amplifyingFunctions = words('exp sin cos tan sinh cosh')
const dateFunctions = words('year month day_of_month day_of_week day_of_year days_in_month hour minute')
const arithmetic = words('+ - * / ^')
const comparison = words('== != < <= > >=')
const setOperator = words('and or unless')
const aggregation = words('sum avg min max count group stddev stdvar')

function ranges(tie: Tie): fc.Arbitrary<string> {
  return fc.oneof(
    { depthSize: 'small' },
    fc.tuple(selector, duration, offset).map(([text, length, moved]) => `${text}[${length}]${moved}`),
    fc
      .tuple(tie('vector'), duration, oneOf('', '13s', '30s', '1m'), offset)
      .map(([text, length, step, moved]) => `(${text})[${length}:${step}]${moved}`),
  )
}

function scalars(tie: Tie): fc.Arbitrary<string> {
  return fc.oneof(
    { depthSize: 'small' },
    number,
    oneOf('time()', 'pi()', '-(2)', '(1 + 2 * 3 ^ 2)', '(7 % 4 - 1)', '(3 > bool 2)'),
    tie('vector').map((text) => `scalar(${text})`),
    fc
      .tuple(tie('scalar'), fc.oneof(arithmetic, fc.constant('atan2')), tie('scalar'))
      .map(([left, operator, right]) => `(${left} ${operator} ${right})`),
  )
}

function aggregations(tie: Tie): readonly fc.Arbitrary<string>[] {
  return [
    fc.tuple(aggregation, grouping, tie('vector')).map(([name, by, text]) => `${name}${by}(${text})`),
    fc.tuple(aggregation, tie('vector')).map(([name, text]) => `${name}(${text})`),
    fc
      .tuple(oneOf('0', '0.25', '0.9', '1'), grouping, tie('vector'))
      .map(([q, by, text]) => `quantile${by}(${q}, ${text})`),
    fc.tuple(grouping, selector).map(([by, text]) => `count_values${by}("value", ${text})`),
  ]
}

function calls(tie: Tie): readonly fc.Arbitrary<string>[] {
  return [
    fc.tuple(rangeFunctions, tie('range')).map(([name, range]) => `${name}(${range})`),
    fc.tuple(oneOf('rate', 'increase'), counterRange).map(([name, range]) => `${name}(${range})`),
    fc.tuple(tie('range'), number).map(([range, seconds]) => `predict_linear(${range}, ${seconds})`),
    fc.tuple(oneOf('0', '0.3', '1'), tie('range')).map(([q, range]) => `quantile_over_time(${q}, ${range})`),
    fc.tuple(vectorFunctions, tie('vector')).map(([name, text]) => `${name}(${text})`),
    fc.tuple(amplifyingFunctions, selector).map(([name, text]) => `${name}(${text})`),
    fc.tuple(dateFunctions, selector).map(([name, text]) => `${name}(timestamp(${text}) * 7)`),
    fc
      .tuple(oneOf('0.5', '0.9', '0.99'), duration)
      .map(([q, length]) => `histogram_quantile(${q}, sum by (job, le) (rate(latency_seconds_bucket[${length}])))`),
    fc.tuple(tie('vector'), tie('scalar'), tie('scalar')).map((texts) => `clamp(${texts.join(', ')})`),
    fc
      .tuple(oneOf('clamp_min', 'clamp_max'), tie('vector'), tie('scalar'))
      .map(([name, ...texts]) => `${name}(${texts.join(', ')})`),
    fc
      .tuple(tie('vector'), oneOf('job', 'room'))
      .map(([text, source]) => `label_replace(${text}, "copied", "$1-x", "${source}", "(.).*")`),
    tie('vector').map((text) => `label_join(${text}, "joined", "/", "job", "room")`),
    tie('scalar').map((text) => `vector(${text})`),
  ]
}

function operations(tie: Tie): readonly fc.Arbitrary<string>[] {
  const matching = oneOf('', 'on (job)', 'on (job, instance)', 'ignoring (room)')
  const joined = (texts: readonly string[]): string => `(${texts.filter((text) => text !== '').join(' ')})`
  return [
    fc.tuple(tie('vector'), arithmetic, tie('scalar')).map(joined),
    fc.tuple(tie('scalar'), arithmetic, tie('vector')).map(joined),
    fc.tuple(selector, number).map(([left, right]) => joined([left, '%', right])),
    fc.tuple(tie('vector'), comparison, oneOf('', 'bool'), tie('scalar')).map(joined),
    fc.tuple(tie('vector'), fc.oneof(arithmetic, comparison), matching, tie('vector')).map(joined),
    fc.tuple(tie('vector'), setOperator, oneOf('', 'on (job)', 'ignoring (instance)'), tie('vector')).map(joined),
    fc
      .tuple(selector, comparison, oneOf('', 'bool'), selector)
      .map(([left, sign, bool, right]) => joined([left, sign, bool, `on (job) group_left () max by (job) (${right})`])),
    tie('vector').map((text) => `-${text}`),
  ]
}

const { vector } = fc.letrec<Parts>((tie) => ({
  range: ranges(tie),
  scalar: scalars(tie),
  vector: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.tuple(selector, offset).map((texts) => texts.join('')),
    ...calls(tie),
    ...aggregations(tie),
    ...operations(tie),
  ),
}))

/**
 * Queries over the sample series that any Prometheus from 2.42 on understands. Dates are not asked of what is no number,
 * and where rounding would show (angles, powers of e, remainders, values as labels) the samples themselves are taken.
 */
export const randomQuery: fc.Arbitrary<string> = vector
