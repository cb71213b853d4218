import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { v7 as uuid } from 'uuid'
import { kuraban, kurabanBundle } from '#test/fixtures/programs.ts'
import { median } from './measured-run.ts'

interface SignInBenchOptions {
  readonly runs: number
  readonly say: (line: string) => void
}

interface Answer {
  readonly status: number
  readonly retryAfter: string | undefined
  readonly text: string
  readonly ms: number
}

const people = 200
const attempts = 60
const pauseMs = 50
const workers = 20
const password = 'benchmark of two hundred people'
const keepAlive = new Agent({ keepAlive: true })

/**
 * 200 people sign in at once from 200 addresses at a server process while somebody else works; and how long a failed
 * sign-in takes for names that exist and names that do not. Times in milliseconds.
 */
export async function benchSignIn({ runs, say }: SignInBenchOptions): Promise<object> {
  const root = mkdtempSync(join(tmpdir(), 'kuraban-bench-sign-in-'))
  try {
    await fill(root)
    const storms: Storm[] = []
    for (let run = 0; run < runs; run += 1) {
      const storm = await withServer(root, (port) => storming(port))
      say(`run ${run + 1}: ${JSON.stringify(storm)}`)
      storms.push(storm)
    }
    const failures = await withServer(root, (port) => failing(port))
    say(`failed sign-ins: ${JSON.stringify(failures)}`)
    const middle = (of: (storm: Storm) => number) => Math.round(median(storms.map(of)) * 10) / 10
    return {
      admitted: middle((one) => one.admitted),
      refused: middle((one) => one.refused),
      quiet_p95_ms: middle((one) => one.quietP95),
      others_p50_ms: middle((one) => one.othersP50),
      others_p95_ms: middle((one) => one.othersP95),
      others_worst_ms: middle((one) => one.othersWorst),
      all_answered_ms: middle((one) => one.allAnsweredMs),
      ...failures,
    }
  } finally {
    keepAlive.destroy()
    rmSync(root, { recursive: true, force: true })
  }
}

/** One administrator, and as many people beside them with the same password. */
async function fill(root: string): Promise<void> {
  const file = join(root, 'password')
  writeFileSync(file, password)
  const flags = ['--name', 'admin', '--role', 'administrator', '--password-file', file, '--data', root]
  const created = await kuraban(['user', 'create', ...flags])
  if (created.code !== 0) throw new Error(created.stderr)
  const database = new Database(join(root, 'kuraban.db'))
  const columns = database.prepare<[], { name: string }>("select name from pragma_table_info('users')")
  const copied = columns
    .all()
    .map(({ name }) => name)
    .filter((name) => !['id', 'name', 'name_key', 'email', 'email_key'].includes(name))
  const copy = database.prepare(
    `insert into users (id, name, name_key, ${copied}) select ?, ?, ?, ${copied} from users where name_key = 'admin'`,
  )
  database.transaction(() => {
    for (let n = 0; n < people; n += 1) copy.run(uuid(), `person ${n}`, `person ${n}`)
  })()
  database.close()
}

interface Storm {
  readonly admitted: number
  readonly refused: number
  readonly quietP95: number
  readonly othersP50: number
  readonly othersP95: number
  readonly othersWorst: number
  readonly allAnsweredMs: number
}

async function storming(port: number): Promise<Storm> {
  const tokens: string[] = []
  for (let n = 0; n < workers; n += 1) tokens.push(await tokenOf(port, n))
  const quiet = await othersUntil(port, tokens, sleep(2_000))
  const startedAt = performance.now()
  const storm = Promise.all(
    Array.from({ length: people }, (_, n) => signIn(port, `127.0.1.${n + 1}`, `person ${n}`, password)),
  )
  const [others, answers] = await Promise.all([othersUntil(port, tokens, storm), storm])
  const refused = answers.filter(({ status, retryAfter }) => status === 503 && Number(retryAfter) > 0).length
  const admitted = answers.filter(({ status }) => status === 200).length
  if (admitted + refused !== people) throw new Error(`other answers: ${answers.map(({ status }) => status)}`)
  return {
    ...{ admitted, refused },
    quietP95: share(quiet, 0.95),
    othersP50: share(others, 0.5),
    othersP95: share(others, 0.95),
    othersWorst: share(others, 1),
    allAnsweredMs: performance.now() - startedAt,
  }
}

async function tokenOf(port: number, n: number): Promise<string> {
  const { text } = await signIn(port, `127.0.2.${n + 1}`, `person ${n}`, password)
  const token = /"token":"([^"]+)"/.exec(text)?.[1]
  if (token === undefined) throw new Error(`sign-in failed: ${text}`)
  return token
}

/** What people wait for who are signed in already; several in turn, so that none comes near their limit of reads. */
async function othersUntil(port: number, tokens: readonly string[], end: Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  let isOver = false
  const over = end.then(() => {
    isOver = true
  })
  for (let n = 0; !isOver; n = (n + 1) % tokens.length) {
    const caller = { token: tokens[n] ?? '', localAddress: `127.0.2.${n + 1}` }
    const { status, ms } = await call(port, { method: 'GET', path: '/api/v1/profile', ...caller })
    if (status !== 200) throw new Error(`somebody else was answered ${status}`)
    times.push(ms)
    await sleep(pauseMs)
  }
  await over
  return times
}

async function failing(port: number): Promise<object> {
  const known: number[] = []
  const unknown: number[] = []
  await signIn(port, '127.0.4.1', 'person 199', 'wrong')
  for (let n = 0; n < attempts; n += 1) {
    const turns = [
      async () => known.push((await signIn(port, `127.0.3.${n + 1}`, `person ${n}`, 'wrong')).ms),
      async () => unknown.push((await signIn(port, `127.0.5.${n + 1}`, `nobody ${n}`, 'wrong')).ms),
    ]
    for (const turn of n % 2 === 0 ? turns : turns.toReversed()) await turn()
  }
  const rounded = (values: readonly number[]) => Math.round(median(values) * 10) / 10
  return { failed_known_ms: rounded(known), failed_unknown_ms: rounded(unknown) }
}

function share(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}

function signIn(port: number, localAddress: string, name: string, secret: string): Promise<Answer> {
  const body = JSON.stringify({ name, password: secret, wantsToken: true })
  return call(port, { method: 'POST', path: '/api/v1/session', localAddress, body })
}

interface Call {
  readonly method: string
  readonly path: string
  readonly localAddress: string
  readonly body?: string
  readonly token?: string
}

function call(port: number, { method, path, localAddress, body, token }: Call): Promise<Answer> {
  const startedAt = performance.now()
  const headers = {
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  }
  const agent = token === undefined ? false : keepAlive
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method, path, localAddress, headers, agent }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (piece) => {
        text += piece
      })
      response.on('end', () => {
        const retryAfter = response.headers['retry-after']
        resolve({ status: response.statusCode ?? 0, retryAfter, text, ms: performance.now() - startedAt })
      })
    })
    sent.on('error', (error) => reject(new Error(`${method} ${path} from ${localAddress}`, { cause: error })))
    sent.end(body)
  })
}

async function withServer<T>(root: string, use: (port: number) => Promise<T>): Promise<T> {
  const port = await freePort()
  const arguments_ = [kurabanBundle, 'serve', '--port', String(port), '--data', root, '--json']
  const server = spawn(process.execPath, arguments_, { stdio: 'ignore' })
  const ended = new Promise((resolve) => server.on('exit', resolve))
  try {
    const health = { method: 'GET', path: '/health', localAddress: '127.0.2.1' }
    while ((await call(port, health).catch(() => null)) === null) await sleep(20)
    return await use(port)
  } finally {
    server.kill('SIGTERM')
    await ended
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
