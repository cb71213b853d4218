import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Labels } from '#main/engine/timeseries/index.ts'
import { adminPassword, setUp } from '../hosts/test-application.ts'
import { TestServer } from '../hosts/test-server.ts'
import { PrometheusServer } from './prometheus-server.ts'

const server = new TestServer()
let prometheus: PrometheusServer
let key: string
const nowMs = Math.floor(Date.now() / 15_000) * 15_000

beforeAll(async () => {
  const timestamps = Float64Array.from({ length: 40 }, (_, index) => nowMs - (40 - index) * 15_000)
  const values = timestamps.map((_, index) => index)
  prometheus = await PrometheusServer.start([
    { labels: Labels.of({ __name__: 'up', job: 'node', instance: 'a' }), timestamps, values },
  ])
})
afterAll(() => prometheus.stop())

/** The program watches itself, so that there is something to ask for. */
beforeEach(async () => {
  await server.restart({
    watches: true,
    monitoringSettings: () => ({ collectSeconds: 1, metricsOpenTo: [], alertKeepDays: 1 }),
  })
  await setUp(server.app)
  const tokens = await server.post('/tokens', { name: 'admin', password: adminPassword })
  const { accessToken } = await tokens.json()
  const scopes = ['monitoring.read', 'monitoring.query']
  const made = await server.post('/api-keys', { name: 'grafana', scopes }, { authorization: `Bearer ${accessToken}` })
  key = (await made.json()).key
  await expect
    .poll(() => ours('query?query=count(up)'), { timeout: 60_000 })
    .toMatchObject({
      data: { result: [{ value: [expect.any(Number), '2'] }] },
    })
})

const form = (text: string) => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: text,
})

async function ours(call: string, init: RequestInit = {}) {
  const headers = { ...init.headers, authorization: `Bearer ${key}` }
  const answer = await fetch(`${server.url}/prometheus/api/v1/${call}`, { ...init, headers })
  return { code: answer.status, ...(await answer.json()) }
}

async function theirs(call: string, init: RequestInit = {}) {
  const answer = await fetch(`${prometheus.origin}/api/v1/${call}`, init)
  return { code: answer.status, ...(await answer.json()) }
}

/** Fields and kinds of values without the values; of a list its first element stands for all. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value))
    return value.length === 2 && typeof value[0] === 'number' ? ['point'] : value.slice(0, 1).map(shapeOf)
  if (typeof value !== 'object' || value === null) return typeof value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== 'metric')
      .map(([name, one]) => [name, shapeOf(one)]),
  )
}

/** `NOW` and `NOW-60` are seconds, `INSTANT` is the same moment in words. */
function timed(call: string): string {
  const seconds = Math.floor(Date.now() / 1000)
  return call
    .replaceAll('NOW-60', String(seconds - 60))
    .replaceAll('NOW', String(seconds))
    .replaceAll('INSTANT', new Date(seconds * 1000).toISOString())
}

const range = 'start=NOW-60&end=NOW&step=15'

describe('the HTTP API of Prometheus', () => {
  it.each([
    'query?query=up',
    'query?query=up&time=NOW',
    'query?query=up&time=INSTANT',
    'query?query=1%2B1',
    'query?query=%22text%22',
    'query?query=absent_metric',
    `query_range?query=up&${range}`,
    `query_range?query=1&${range}`,
    `query_range?query=up&start=NOW-60&end=NOW&step=1m`,
    'series?match[]=up',
    'labels',
    'labels?match[]=up',
    'label/job/values',
    'label/none/values',
    'rules?type=record',
    'alerts?none=1',
    'status/buildinfo',
  ])('answers %s in the same form as Prometheus', async (call) => {
    const [own, other] = [await ours(timed(call)), await theirs(timed(call))]
    if (call.startsWith('alerts') || call.startsWith('rules')) {
      expect(own.code).toBe(200)
      expect(Object.keys(own.data)).toEqual(Object.keys(other.data))
    } else expect(shapeOf(own)).toEqual(shapeOf(other))
  })

  it.each([
    'query',
    'query?query=sum(',
    'query?query=up%7B&time=1',
    'query?query=up&time=tomorrow',
    'query?query=rate(up)',
    `query_range?query=up&start=NOW&end=NOW-60&step=15`,
    `query_range?query=up&${range}x`,
    `query_range?query=up&start=NOW&end=NOW&step=0`,
    `query_range?query=up&start=0&end=NOW&step=1`,
    `query_range?query=up[5m]&${range}`,
    'query_range?query=up',
    'series',
    'rules?type=other',
  ])('refuses %s with the same status and kind', async (call) => {
    const [own, other] = [await ours(timed(call)), await theirs(timed(call))]
    expect({ code: own.code, errorType: own.errorType }).toEqual({ code: other.code, errorType: other.errorType })
    expect(own.error).toEqual(expect.any(String))
    expect(own.data).toBeUndefined()
  })

  it('takes forms as well as addresses', async () => {
    expect(await ours('query', form('query=count(up)'))).toMatchObject({
      status: 'success',
      data: { resultType: 'vector' },
    })
    expect(await ours('series', form('match[]=up'))).toMatchObject({ status: 'success' })
    expect(await ours('query_range', form(timed(`query=up&${range}`)))).toMatchObject({
      data: { resultType: 'matrix' },
    })
    expect(await ours('labels', form(''))).toMatchObject({ status: 'success' })
  })

  it('tells rules with their alerts, and what is known of metrics', async () => {
    const { data } = await ours('rules?type=alert')
    expect(data.groups[0]).toMatchObject({
      name: expect.any(String),
      file: expect.any(String),
      interval: expect.any(Number),
    })
    const rule = data.groups[0].rules[0]
    expect(rule).toMatchObject({
      type: 'alerting',
      state: expect.any(String),
      duration: expect.any(Number),
      alerts: expect.any(Array),
    })
    expect((await ours('metadata')).data.up[0]).toEqual({ type: 'gauge', help: expect.any(String), unit: '' })
  })

  it('is closed to strangers and to keys without the right', async () => {
    const stranger = await fetch(`${server.url}/prometheus/api/v1/query?query=up`)
    expect(stranger.status).toBe(401)
    expect(await stranger.json()).toMatchObject({ status: 'error', errorType: 'unauthorized' })
    const foreign = { origin: 'https://evil.example' }
    const page = await fetch(`${server.url}/prometheus/api/v1/labels`, {
      ...form(''),
      headers: { ...form('').headers, ...foreign },
    })
    expect(page.status).toBe(403)
  })
})
