import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { serveResultSchema } from '#shared/contract/cli/serve.ts'
import { runToEnd, start } from '#test/fixtures/programs.ts'
import { temporaryFolder } from '#test/fixtures/temporary-folder.ts'
import { type Flood, type FloodResult, floodSize } from './flood-plan.ts'

const command = resolve(import.meta.dirname, '../../bin/main.ts')
const flooder = resolve(import.meta.dirname, 'flood-child.ts')
const environment = { DBUS_SESSION_BUS_ADDRESS: 'disabled:' }
const password = 'correct horse battery staple'

/** What the process may hold more after a flood than before: sockets of the figures themselves, and heap not given back. */
const descriptorsMore = 10
const megabytesMore = 150

/** The program as people run it, in a process of its own, and its administrator. */
async function serve() {
  const folder = await temporaryFolder()
  const data = join(folder, 'data')
  const passwordFile = join(folder, 'password')
  await writeFile(passwordFile, password)
  const admin = ['--name', 'admin', '--role', 'administrator', '--password-file', passwordFile]
  expect(
    await runToEnd(process.execPath, [command, 'user', 'create', ...admin, '--data', data], environment),
  ).toMatchObject({ code: 0 })
  const { child, output, finished } = start(
    process.execPath,
    [command, 'serve', '--port', '0', '--json', '--data', data],
    environment,
  )
  onTestFinished(() => void child.kill('SIGKILL'))
  const { stdout, pid = 0 } = child
  if (stdout === null) throw new Error('the program has no output')
  await Promise.race([once(stdout, 'data'), finished])
  const { url } = serveResultSchema.parse(JSON.parse(output()))
  return { pid, port: Number(new URL(url).port) }
}

interface Call {
  readonly path: string
  readonly body?: object
  readonly agent?: Agent
}

/** Asks from an address that no flood comes from; answers status, text and how long it took. */
async function ask(port: number, { path, body, agent }: Call) {
  const begunMs = performance.now()
  const asked = request({
    ...{ host: '127.0.0.1', port, path, localAddress: '127.0.5.1', agent: agent ?? false },
    ...{ method: body === undefined ? 'GET' : 'POST', headers: { 'content-type': 'application/json' } },
  })
  asked.end(body === undefined ? undefined : JSON.stringify(body))
  const [response] = await once(asked, 'response')
  let text = ''
  for await (const part of response) text += part
  return { status: response.statusCode, text, ms: performance.now() - begunMs }
}

async function signIn(port: number): Promise<string> {
  const body = { name: 'admin', password, wantsToken: true }
  const { status, text } = await ask(port, { path: '/api/v1/session', body })
  expect(status).toBe(200)
  return JSON.parse(text).token
}

function holdings(pid: number): { descriptors: number; megabytes: number } {
  const resident = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return { descriptors: readdirSync(`/proc/${pid}/fd`).length, megabytes: Number(resident) / 1024 }
}

/** Sends a flood from a process of its own, and asks meanwhile whether the program is well, as a watcher does that stays connected. */
async function flood(plan: Flood): Promise<{ result: FloodResult; health: readonly { status: number; ms: number }[] }> {
  const { child, finished } = start(process.execPath, [flooder, JSON.stringify(plan)])
  onTestFinished(() => void child.kill('SIGKILL'))
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const health: { status: number; ms: number }[] = []
  while (child.exitCode === null) {
    health.push(await ask(plan.port, { path: '/health', agent }))
    await sleep(20)
  }
  agent.destroy()
  const { stdout, stderr } = await finished
  expect(stderr).toBe('')
  return { result: JSON.parse(stdout), health }
}

describe('ten thousand requests at once', () => {
  it('are all answered or told when to come again, hold nobody up, and leave nothing behind', async () => {
    const { pid, port } = await serve()
    const token = await signIn(port)
    // The first flood fills what is kept once and for all, such as the heap and the threads that read.
    await flood({ port, token })
    await sleep(1000)
    const before = holdings(pid)
    const { result, health } = await flood({ port, token })
    expect(result.failures).toEqual({})
    expect(
      Object.keys(result.statuses).filter((status) => !['200', '401', '403', '429', '503'].includes(status)),
    ).toEqual([])
    expect(Object.values(result.statuses).reduce((sum, count) => sum + count, 0)).toBe(floodSize)
    expect(result.withoutRetryAfter).toBe(0)
    expect(new Set(health.map(({ status }) => status))).toEqual(new Set([200]))
    expect(Math.max(...health.map(({ ms }) => ms))).toBeLessThan(1000)
    await expect
      .poll(() => holdings(pid).descriptors, { timeout: 10_000 })
      .toBeLessThan(before.descriptors + descriptorsMore)
    expect(holdings(pid).megabytes).toBeLessThan(before.megabytes + megabytesMore)
    expect(await signIn(port)).not.toBe('')
  })
})
