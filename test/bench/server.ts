import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { v7 as uuid } from 'uuid'
import { kuraban, kurabanBundle } from '#test/fixtures/programs.ts'
import { median } from './measured-run.ts'

const executions = 100_000
const password = 'benchmark of the server host'

/** Times in milliseconds; `first_answer_ms` is from the start of the process to its first HTTP answer. */
export interface ServerFigures {
  readonly executions: number
  readonly first_answer_ms: number
  readonly executions_list_ms: number
}

/** Starts the server on a database with 100,000 executions and asks for the first answer and the first page of them. */
export async function benchServer(options: {
  readonly runs: number
  readonly say: (line: string) => void
}): Promise<ServerFigures> {
  const root = mkdtempSync(join(tmpdir(), 'kuraban-bench-server-'))
  try {
    await fill(root)
    const answers: number[] = []
    const lists: number[] = []
    for (let run = 0; run < options.runs; run++) {
      const figures = await oneRun(root)
      options.say(
        `run ${run + 1}: first answer ${figures.answerMs.toFixed(0)} ms, list ${figures.listMs.toFixed(0)} ms`,
      )
      answers.push(figures.answerMs)
      lists.push(figures.listMs)
    }
    return { executions, first_answer_ms: Math.round(median(answers)), executions_list_ms: Math.round(median(lists)) }
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

async function fill(root: string): Promise<void> {
  const passwordFile = join(root, 'password')
  writeFileSync(passwordFile, password)
  const created = await kuraban([
    'user',
    'create',
    '--name',
    'bench',
    '--role',
    'administrator',
    '--password-file',
    passwordFile,
    '--data',
    root,
  ])
  if (created.code !== 0) throw new Error(created.stderr)
  const database = new Database(join(root, 'kuraban.db'))
  const insert = database.prepare(
    `insert into backup_executions (id, kind, state, trigger, job_name, repository_id, repository_name, requested_by, request,
       created_at, started_at, finished_at, added_bytes, total_files, total_bytes, problem_count)
     values (?, 'backup', ?, 'schedule', '現場データ', ?, '本社バックアップ', 'system', '{}', ?, ?, ?, 1000000, 5000, 900000000, 0)`,
  )
  const repositoryId = uuid()
  const now = Date.now()
  database.transaction(() => {
    for (let index = 0; index < executions; index++) {
      const at = now - (executions - index) * 60_000
      insert.run(uuid({ msecs: at }), index % 50 === 0 ? 'failed' : 'succeeded', repositoryId, at, at, at + 30_000)
    }
  })()
  database.close()
}

async function oneRun(root: string): Promise<{ answerMs: number; listMs: number }> {
  const port = await freePort()
  const startedAt = performance.now()
  const server = spawn(process.execPath, [kurabanBundle, 'serve', '--port', String(port), '--data', root, '--json'], {
    stdio: 'ignore',
  })
  const ended = new Promise((resolve) => server.on('exit', resolve))
  try {
    while ((await ask(port, 'GET', '/health')) === null) await new Promise((resolve) => setTimeout(resolve, 3))
    const answerMs = performance.now() - startedAt
    const signedIn = await ask(port, 'POST', '/api/v1/session', { name: 'bench', password, wantsToken: true })
    const token = /"token":"([^"]+)"/.exec(signedIn ?? '')?.[1]
    if (token === undefined) throw new Error(`sign-in failed: ${signedIn}`)
    const listedAt = performance.now()
    const page = await ask(port, 'GET', '/api/v1/backup-executions?limit=50', undefined, token)
    if (!page?.includes('nextCursor')) throw new Error(`list failed: ${page}`)
    return { answerMs, listMs: performance.now() - listedAt }
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

function ask(port: number, method: string, path: string, body?: object, token?: string): Promise<string | null> {
  return new Promise((resolve) => {
    const headers = {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    }
    const call = request({ host: '127.0.0.1', port, method, path, headers }, (response) => {
      let text = ''
      response.on('data', (part) => {
        text += String(part)
      })
      response.on('end', () => resolve(text))
    })
    call.on('error', () => resolve(null))
    call.end(body === undefined ? undefined : JSON.stringify(body))
  })
}
