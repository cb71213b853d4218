import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { evaluateInstant, evaluateRange, PromqlEvaluationError, type QueryValue } from '#main/engine/promql/index.ts'
import { randomQuery } from '#main/engine/promql/testing/random-query.ts'
import { sampleData } from '#main/engine/promql/testing/sample-series.ts'
import { knownDifferences } from './known-differences.ts'
import { PrometheusServer } from './prometheus-server.ts'

const fromMs = 1_700_000_000_000
const data = sampleData(fromMs)
const queries = 1000

let prometheus: PrometheusServer

beforeAll(async () => {
  prometheus = await PrometheusServer.start(data.series)
})

afterAll(async () => {
  await prometheus.stop()
})

const sample = z.tuple([z.number(), z.string()])
const labels = z.record(z.string(), z.string())
const answer = z.discriminatedUnion('status', [
  z.object({ status: z.literal('error'), error: z.string() }),
  z.object({
    status: z.literal('success'),
    data: z.discriminatedUnion('resultType', [
      z.object({ resultType: z.literal('scalar'), result: sample }),
      z.object({ resultType: z.literal('vector'), result: z.array(z.object({ metric: labels, value: sample })) }),
      z.object({
        resultType: z.literal('matrix'),
        result: z.array(z.object({ metric: labels, values: z.array(sample) })),
      }),
    ]),
  }),
])

/** Points of an answer by series and time; an error is one too. */
type Points = ReadonlyMap<string, number> | 'error'

function pointsOfTheirs(body: unknown): Points {
  const parsed = answer.parse(body)
  if (parsed.status === 'error') return 'error'
  const { data: found } = parsed
  if (found.resultType === 'scalar') return new Map([pointOf({}, found.result)])
  if (found.resultType === 'vector') return new Map(found.result.map(({ metric, value }) => pointOf(metric, value)))
  return new Map(found.result.flatMap(({ metric, values }) => values.map((value) => pointOf(metric, value))))
}

function pointOf(metric: Readonly<Record<string, string>>, [time, text]: [number, string]): [string, number] {
  const value = text.endsWith('Inf') ? Number(text.replace('Inf', 'Infinity')) : Number(text)
  return [`${JSON.stringify(Object.entries(metric).sort())} ${Math.round(time * 1000)}`, value]
}

function pointsOfOurs(value: QueryValue): Points {
  if (value.kind === 'string') return new Map()
  if (value.kind === 'scalar') return new Map([[`[] ${value.timestampMs}`, value.value]])
  const series =
    value.kind === 'matrix'
      ? value.series
      : value.samples.map((one) => ({ ...one, timestamps: [one.timestampMs], values: [one.value] }))
  return new Map(
    series.flatMap(({ labels: given, timestamps, values }) => {
      const name = JSON.stringify([...given.entries()].sort())
      return Array.from(timestamps, (time, index): [string, number] => [`${name} ${time}`, values[index] ?? 0])
    }),
  )
}

async function ours(run: () => Promise<{ readonly value: QueryValue }>): Promise<Points> {
  try {
    return pointsOfOurs((await run()).value)
  } catch (error) {
    if (error instanceof PromqlEvaluationError) return 'error'
    throw error
  }
}

function isClose(left: number, right: number): boolean {
  if (left === right || (Number.isNaN(left) && Number.isNaN(right))) return true
  return Math.abs(left - right) <= 1e-9 * Math.max(1, Math.abs(left), Math.abs(right))
}

interface Difference {
  readonly where: string
  readonly ours: number | undefined | 'error'
  readonly theirs: number | undefined | 'error'
}

function difference(mine: Points, theirs: Points): Difference | undefined {
  if (mine === 'error' || theirs === 'error') {
    if (mine === theirs) return undefined
    return {
      where: 'all',
      ours: mine === 'error' ? mine : mine.size,
      theirs: theirs === 'error' ? theirs : theirs.size,
    }
  }
  for (const [where, value] of theirs) {
    const own = mine.get(where)
    if (own === undefined || !isClose(own, value)) return { where, ours: own, theirs: value }
  }
  const surplus = [...mine].find(([key]) => !theirs.has(key))
  return surplus === undefined ? undefined : { where: surplus[0], ours: surplus[1], theirs: undefined }
}

const options = { source: data, leftClosed: true, lookbackMs: 300_000, defaultSubqueryStepMs: 60_000 }

async function compare(query: string, atMs: number): Promise<Difference | undefined> {
  const range = { fromMs: atMs, toMs: atMs + 400_000, stepMs: 50_000 }
  const seconds = (milliseconds: number) => String(milliseconds / 1000)
  const instant = await prometheus.ask('query', { query, time: seconds(atMs) })
  const series = await prometheus.ask('query_range', {
    query,
    start: seconds(range.fromMs),
    end: seconds(range.toMs),
    step: seconds(range.stepMs),
  })
  return (
    difference(await ours(() => evaluateInstant(query, { ...options, atMs })), pointsOfTheirs(instant)) ??
    difference(await ours(() => evaluateRange(query, { ...options, ...range })), pointsOfTheirs(series))
  )
}

describe("Debian's Prometheus on the same series", () => {
  it(`gives the same answers to ${queries} random queries, at one moment and over a range`, async () => {
    const drawn = fc.sample(randomQuery, queries)
    const differences: string[] = []
    let known = 0
    for (const [index, query] of drawn.entries()) {
      const concerned = knownDifferences.filter(({ concerns }) => concerns.test(query))
      if (concerned.some(({ looksLike }) => looksLike === undefined)) {
        known++
        continue
      }
      const found = await compare(query, fromMs + 600_000 + (index % 60) * 73_000)
      if (found === undefined) continue
      if (concerned.some(({ looksLike }) => looksLike?.(found.ours, found.theirs))) known++
      else differences.push(`${query}\n  ${found.where}: ${found.ours}, and theirs is ${found.theirs}`)
    }
    console.log(`${drawn.length} queries, of which ${known} are known to differ or not to be comparable`)
    expect(differences).toEqual([])
    expect(known).toBeLessThan(queries / 10)
  })
})
