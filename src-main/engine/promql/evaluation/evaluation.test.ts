import { describe, expect, it } from 'vitest'
import type { SeriesSource } from '../../timeseries/index.ts'
import { evaluateInstant, evaluateRange } from '../engine.ts'
import { PromqlEvaluationError } from '../errors.ts'
import { formatNumber } from '../format-number.ts'
import { matchesLabels } from '../matching.ts'
import { formatLabels } from '../print-labels.ts'
import { parseSeriesNotation } from '../series-notation.ts'

const minute = 60_000
const lines = [
  'cpu{host="a", core="0"} 1 2 3',
  'cpu{host="a", core="1"} 4 5 6',
  'cpu{host="b", core="0"} 7 8 9',
  'limit{host="a", tier="x"} 2 2 2',
  'limit{host="b", tier="y"} 9 9 9',
  'twice_a{host="a"} 1 1 1',
  'twice_b{host="a"} 2 2 2',
  'part_a{host="a"} 1 _ _',
  'part_b{host="a"} _ _ 3',
  'odd{kind="nan"} NaN NaN NaN',
  'odd{kind="low"} -3 -3 -3',
  'seconds_bucket{le="0.5"} 0 5 10',
  'seconds_bucket{le="1"} 0 10 20',
  'seconds_bucket{le="+Inf"} 0 10 40',
  'moment 1709208000 1709208000 1709208000',
]

const series = lines.map(parseSeriesNotation).map(({ labels, values }) => {
  const points = values.flatMap((value, step) => (typeof value === 'number' ? [[step * minute, value] as const] : []))
  const timestamps = Float64Array.from(points, ([time]) => time)
  return { labels, timestamps, values: Float64Array.from(points, ([, value]) => value) }
})
const source: SeriesSource = {
  select: async (matchers) => series.filter(({ labels }) => matchesLabels(matchers, labels)),
}

async function answer(query: string, delayedNameRemoval = false): Promise<readonly string[]> {
  const { value } = await evaluateInstant(query, { source, atMs: 2 * minute, delayedNameRemoval })
  if (value.kind === 'scalar') return [formatNumber(value.value)]
  if (value.kind !== 'vector') throw new Error(`got a ${value.kind}`)
  return value.samples.map((one) => `${formatLabels(one.labels.entries())} ${formatNumber(one.value)}`)
}

describe('operators', () => {
  it.each([
    ['cpu{core="1"} * 2', ['{core="1", host="a"} 12']],
    ['10 - cpu{core="1"}', ['{core="1", host="a"} 4']],
    ['6 <= cpu', ['{__name__="cpu", core="1", host="a"} 6', '{__name__="cpu", core="0", host="b"} 9']],
    ['cpu{host="a"} > bool 5', ['{core="0", host="a"} 0', '{core="1", host="a"} 1']],
    [
      'cpu - on (host) group_left limit',
      ['{core="0", host="a"} 1', '{core="1", host="a"} 4', '{core="0", host="b"} 0'],
    ],
    ['limit * on (host) group_right (tier) cpu{core="1"}', ['{core="1", host="a", tier="x"} 12']],
    ['cpu{core="0"} / ignoring (core, tier) limit', ['{host="a"} 1.5', '{host="b"} 1']],
    ['cpu{core="0"} == on (host) limit', ['{host="b"} 9']],
    [
      'cpu and on (host) limit{tier="x"}',
      ['{__name__="cpu", core="0", host="a"} 3', '{__name__="cpu", core="1", host="a"} 6'],
    ],
    ['cpu unless on (host) limit{tier="x"}', ['{__name__="cpu", core="0", host="b"} 9']],
    [
      'cpu{core="1"} or on (host) limit',
      ['{__name__="cpu", core="1", host="a"} 6', '{__name__="limit", host="b", tier="y"} 9'],
    ],
    ['-part_b', ['{host="a"} -3']],
    ['-1 ^ 2 + 7 % 4 + 1 atan2 1 - 1 atan2 1', ['2']],
    ['vector(1) ^ NaN', ['{} 1']],
  ])('answer %s', async (query, expected) => {
    expect(await answer(query)).toEqual(expected)
  })

  it.each([
    ['cpu + on (host) limit', 'multiple matches for labels: many-to-one matching must be explicit'],
    ['cpu > on (host) limit', 'multiple matches for labels: many-to-one matching must be explicit'],
    [
      'limit + on (host) cpu',
      'found duplicate series for the match group {host="a"} on the right hand-side of the operation: ' +
        '[{__name__="cpu", core="0", host="a"}, {__name__="cpu", core="1", host="a"}]',
    ],
    ['sum by (host, core) (cpu) + on () group_left (core) vector(1)', 'grouping labels must ensure unique matches'],
    ['ceil({__name__=~"twice_."})', 'vector cannot contain metrics with the same labelset'],
    ['-{__name__=~"twice_."}', 'vector cannot contain metrics with the same labelset'],
    ['rate({__name__=~"twice_."}[5m])', 'vector cannot contain metrics with the same labelset'],
    ['count_over_time({__name__=~"part_."}[5m])', 'vector cannot contain metrics with the same labelset'],
  ])('refuse to guess: %s', async (query, message) => {
    const failure = answer(query)
    await expect(failure).rejects.toThrow(PromqlEvaluationError)
    await expect(failure).rejects.toThrow(message)
  })

  it('make one series of what never has values at one moment', async () => {
    const range = { source, fromMs: 0, toMs: 2 * minute, stepMs: minute, lookbackMs: minute }
    const { value } = await evaluateRange('-{__name__=~"part_."}', range)
    expect(value.series.map(({ timestamps, values }) => [[...timestamps], [...values]])).toEqual([
      [
        [0, 2 * minute],
        [-1, -3],
      ],
    ])
  })
})

describe('aggregations', () => {
  it.each([
    ['sum(cpu)', ['{} 18']],
    ['avg by (host) (cpu)', ['{host="a"} 4.5', '{host="b"} 9']],
    ['max without (core) (cpu)', ['{host="a"} 6', '{host="b"} 9']],
    ['min(odd)', ['{} -3']],
    ['stdvar(vector(3) or cpu{core="1"})', ['{} 2.25']],
    ['stddev(vector(3) or cpu{core="1"})', ['{} 1.5']],
    ['count by (core) (cpu)', ['{core="0"} 2', '{core="1"} 1']],
    ['group(cpu)', ['{} 1']],
    ['quantile(0.25, cpu)', ['{} 4.5']],
    ['topk(2, cpu)', ['{__name__="cpu", core="0", host="b"} 9', '{__name__="cpu", core="1", host="a"} 6']],
    [
      'bottomk by (host) (1, cpu)',
      ['{__name__="cpu", core="0", host="a"} 3', '{__name__="cpu", core="0", host="b"} 9'],
    ],
    ['topk(0, cpu)', []],
    ['count_values by (host) ("v", cpu > 5)', ['{host="a", v="6"} 1', '{host="b", v="9"} 1']],
    ['sum(vector(1e100) or limit or label_replace(vector(-1e100), "a", "b", "", ""))', ['{} 11']],
    ['avg(vector(1.5e308) or label_replace(vector(1.5e308), "a", "b", "", ""))', ['{} 1.5e+308']],
  ])('answer %s', async (query, expected) => {
    expect(await answer(query)).toEqual(expected)
  })

  it('refuse numbers that are none', async () => {
    await expect(answer('topk(NaN, cpu)')).rejects.toThrow('Parameter value is NaN')
    await expect(answer('topk(1e30, cpu)')).rejects.toThrow('overflows int64')
    await expect(answer('count_values("\\xff", cpu)')).rejects.toThrow('invalid label name "\\xff"')
  })
})

describe('functions', () => {
  it.each([
    ['absent(nothing{a="1", b=~"2", c="3", c="4"})', ['{a="1"} 1']],
    ['absent(cpu)', []],
    ['absent_over_time(nothing{a="1"}[5m])', ['{a="1"} 1']],
    ['scalar(cpu)', ['NaN']],
    ['scalar(cpu{core="1"})', ['6']],
    ['vector(time())', ['{} 120']],
    ['timestamp(part_a)', ['{host="a"} 0']],
    ['timestamp(part_a + 0)', ['{host="a"} 120']],
    [
      'sort_desc(cpu{core="0"} or odd)',
      [
        '{__name__="cpu", core="0", host="b"} 9',
        '{__name__="cpu", core="0", host="a"} 3',
        '{__name__="odd", kind="low"} -3',
        '{__name__="odd", kind="nan"} NaN',
      ],
    ],
    [
      `label_replace(limit{tier="x"}, "new", "$2-\${1}$$", "host", "(?P<first>.)(.*)")`,
      ['{__name__="limit", host="a", new="-a$", tier="x"} 2'],
    ],
    ['label_replace(limit{tier="x"}, "host", "", "host", "a")', ['{__name__="limit", tier="x"} 2']],
    ['label_replace(limit{tier="x"}, "host", "z", "host", "b")', ['{__name__="limit", host="a", tier="x"} 2']],
    [
      'label_join(limit{tier="x"}, "new", "/", "tier", "none", "host")',
      ['{__name__="limit", host="a", new="x//a", tier="x"} 2'],
    ],
    ['histogram_quantile(0.5, seconds_bucket)', ['{} 1']],
    ['histogram_quantile(0.25, seconds_bucket)', ['{} 0.5']],
    ['histogram_quantile(2, seconds_bucket)', ['{} +Inf']],
    ['histogram_fraction(0.5, 1, seconds_bucket)', ['{} 0.25']],
    [
      'round(histogram_quantile(0.5, seconds_bucket or label_replace(seconds_bucket{le="1"}, "le", "1.0", "", "")), 0.01)',
      ['{} 0.67'],
    ],
    ['histogram_count(cpu)', []],
    ['day_of_year(moment) * 100 + days_in_month(moment)', ['{} 6029']],
    ['day_of_week(moment) * 100 + hour(moment)', ['{} 412']],
    ['year()', ['{} 1970']],
    ['clamp(odd, -1, 1)', ['{kind="nan"} NaN', '{kind="low"} -1']],
    ['clamp(cpu, 1, 0)', []],
    ['round(vector(2.35), 0.1)', ['{} 2.4']],
    ['sgn(odd)', ['{kind="nan"} NaN', '{kind="low"} -1']],
    ['increase(cpu{core="1"}[2m])', ['{core="1", host="a"} 2']],
    ['increase(cpu{core="1"}[10m] offset -5m)', ['{core="1", host="a"} 3']],
    ['increase(seconds_bucket{le="0.5"}[10m])', ['{le="0.5"} 10']],
    ['delta(cpu{core="1"}[3m])', ['{core="1", host="a"} 3']],
    ['irate(cpu{core="1"}[3m]) * 60', ['{core="1", host="a"} 1']],
    ['predict_linear(cpu{core="1"}[3m], 60)', ['{core="1", host="a"} 7']],
    ['last_over_time(cpu{core="1"}[1m])', ['{__name__="cpu", core="1", host="a"} 6']],
    ['max_over_time(sum(cpu)[2m:1m])', ['{} 18']],
    ['sum_over_time(cpu{core="1"}[3m] @ 60)', ['{core="1", host="a"} 9']],
  ])('answer %s', async (query, expected) => {
    expect(await answer(query)).toEqual(expected)
  })

  it('refuse labels and patterns that are none', async () => {
    await expect(answer('label_replace(cpu, "\\xff", "", "", "")')).rejects.toThrow('invalid destination label name')
    await expect(answer('label_replace(cpu, "a", "", "", "(")')).rejects.toThrow('invalid regular expression')
    await expect(answer('label_join(cpu, "a", "", "")')).rejects.toThrow('invalid source label name')
    await expect(answer('label_join(cpu, "core", "", "none")')).rejects.toThrow('the same labelset')
  })
})

describe('names that are removed late', () => {
  it.each([
    ['ceil(twice_a) or ceil(twice_b * 1)', ['{host="a"} 1']],
    [
      'label_replace(ceil(twice_a), "__name__", "kept_$1", "__name__", "(.+)")',
      ['{__name__="kept_twice_a", host="a"} 1'],
    ],
    ['sum by (__name__) (ceil(twice_a))', ['{} 1']],
    [
      'label_replace(ceil({__name__=~"twice_."}), "from", "$1", "__name__", "(.+)")',
      ['{from="twice_a", host="a"} 1', '{from="twice_b", host="a"} 2'],
    ],
  ])('are there until the end: %s', async (query, expected) => {
    expect(await answer(query, true)).toEqual(expected)
  })

  it('make no two series the same', async () => {
    await expect(answer('ceil({__name__=~"twice_."})', true)).rejects.toThrow('the same labelset')
  })
})
