import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { start } from '#test/fixtures/programs.ts'
import { freePort } from '#test/promql/prometheus-server.ts'
import { adminPassword, setUp } from './test-application.ts'
import { TestServer } from './test-server.ts'

const server = new TestServer()
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const metrics = (headers: Record<string, string> = {}) => fetch(`${server.url}/metrics`, { headers })
const openTo = (...metricsOpenTo: string[]) =>
  server.restart({ monitoringSettings: () => ({ alertKeepDays: 400, collectSeconds: 15, metricsOpenTo }) })

async function makeKey(scopes: readonly string[]): Promise<string> {
  const tokens = await server.post('/tokens', { name: 'admin', password: adminPassword })
  const { accessToken } = await tokens.json()
  const made = await server.post('/api-keys', { name: scopes.join(), scopes }, bearer(accessToken))
  return (await made.json()).key
}

/** Requests are counted once their answer has gone out. */
const told = (headers: Record<string, string>) => async () => (await metrics(headers)).text()

describe('/metrics', () => {
  it('is read by whoever may see how the site is doing, by a session or a key, and by nobody else', async () => {
    expect((await metrics()).status).toBe(401)
    const cookie = await server.setUpAndSignIn()
    expect((await metrics({ cookie })).status).toBe(200)
    expect((await metrics(bearer(await makeKey(['monitoring.read'])))).status).toBe(200)
    const other = await metrics(bearer(await makeKey(['backup.read'])))
    expect(other.status).toBe(403)
    expect(await other.text()).not.toContain('process_')
    expect((await metrics(bearer('krb_made_up'))).status).toBe(401)
  })

  it('is open to the networks that a setting names, and to no page that a browser of theirs shows', async () => {
    await openTo('127.0.0.1')
    const open = await metrics()
    expect(open.status).toBe(200)
    expect(open.headers.get('cache-control')).toBe('no-store')
    expect((await metrics({ 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    const { port } = new URL(server.url)
    const rebound = await new Promise<number>((resolve, reject) => {
      const asked = request({ port, path: '/metrics', headers: { host: 'evil.example' } }, ({ statusCode = 0 }) =>
        resolve(statusCode),
      )
      asked.on('error', reject).end()
    })
    expect(rebound).toBe(403)
    await openTo('10.0.0.0/8', '::1')
    expect((await metrics()).status).toBe(401)
  })

  it('speaks both formats, compressed where that is asked for', async () => {
    await openTo('127.0.0.0/8')
    const plain = await metrics()
    expect(plain.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
    expect(await plain.text()).toContain('# TYPE cache_hits_total counter\n')
    const open = await metrics({ accept: 'application/openmetrics-text;version=1.0.0', 'accept-encoding': 'gzip' })
    expect(open.headers.get('content-type')).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8')
    expect(open.headers.get('content-encoding')).toBe('gzip')
    expect(await open.text()).toMatch(/# TYPE cache_hits counter\n[\s\S]*\n# EOF\n$/)
  })

  it('counts calls under their template, other requests under their route, and no path that a stranger makes up', async () => {
    const cookie = await server.setUpAndSignIn()
    await server.api('/repositories/019ab0c0-0000-7000-8000-000000000000', { headers: { cookie } })
    await server.api('/made/up/path')
    await fetch(`${server.url}/wp-login.php`)
    await fetch(`${server.url}/health`)
    await server.post('/session', { name: 'admin', password: 'wrong' })
    const all = told({ cookie })
    await expect.poll(all).toContain('endpoint="/health"')
    const text = await all()
    expect(text).toContain('http_requests_total{method="GET",endpoint="/api/v1/repositories/{id}",status="404"} 1\n')
    expect(text).toContain('http_requests_total{method="GET",endpoint="/api/v1/*",status="404"} 1\n')
    expect(text).toContain('http_requests_total{method="GET",endpoint="/*",status="404"} 1\n')
    expect(text).toContain('http_request_duration_seconds_count{method="GET",endpoint="/health"} 1\n')
    expect(text).toContain('kuraban_sign_in_failures_total 1\n')
    expect(text).not.toMatch(/made|wp-login|019ab0c0/)
  })

  it('is what promtool calls well written, but for one name that is older than its rules', async () => {
    const cookie = await server.setUpAndSignIn()
    const judge = spawn('promtool', ['check', 'metrics'], { stdio: ['pipe', 'inherit', 'pipe'] })
    judge.stdin.end(await told({ cookie })())
    const [findings] = await Promise.all([text(judge.stderr), once(judge, 'close')])
    expect(findings.split('\n').filter((line) => line !== '' && !line.startsWith('backup_jobs_total '))).toEqual([])
  })

  it('is scraped by a real Prometheus with a key, in the format it prefers', async () => {
    await setUp(server.app)
    const folder = await mkdtemp(path.join(tmpdir(), 'kuraban-scraped-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const config = path.join(folder, 'prometheus.yml')
    const target = {
      ...{
        job_name: 'kuraban',
        scrape_interval: '1s',
        authorization: { credentials: await makeKey(['monitoring.read']) },
      },
      static_configs: [{ targets: [new URL(server.url).host] }],
    }
    await writeFile(config, JSON.stringify({ scrape_configs: [target] }))
    const address = `127.0.0.1:${await freePort()}`
    const program = start('prometheus', [
      ...[`--config.file=${config}`, `--storage.tsdb.path=${path.join(folder, 'data')}`],
      `--web.listen-address=${address}`,
    ])
    onTestFinished(async () => {
      program.child.kill('SIGTERM')
      await program.finished
    })
    const ask = async (query: string) => {
      const answer = await fetch(`http://${address}/api/v1/query?query=${encodeURIComponent(query)}`).catch(() => null)
      return answer === null ? [] : (await answer.json()).data.result.map(({ value }: { value: unknown[] }) => value[1])
    }
    await expect.poll(() => ask('up{job="kuraban"}'), { timeout: 30_000 }).toEqual(['1'])
    await delay(2500)
    expect(Number((await ask('process_resident_memory_bytes'))[0])).toBeGreaterThan(1e7)
    expect(Number((await ask('sum(http_request_duration_seconds_bucket{le="1.0"})'))[0])).toBeGreaterThan(0)
    expect(await ask('kuraban_build_info{version="0.0.0-test"}')).toEqual(['1'])
    expect(await ask('scrape_samples_scraped == 0')).toEqual([])
  })
})
