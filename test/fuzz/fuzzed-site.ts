import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { type RunningServer, startServer } from '#main/hosts/server/start-server.ts'
import type { LogFields, Logger } from '#main/platform/logger.ts'
import type { DatabaseEngine } from '#main/storage/storage.ts'
import {
  adminPassword,
  callContext,
  openTestApplication,
  setUp,
  type TestApplication,
} from '../hosts/test-application.ts'

export type Persona = 'anonymous' | 'viewer' | 'administrator'

const operator = callContext({ transport: 'cli', caller: { kind: 'local-operator', systemUser: 'test' } })

/** A site with people and things in it, on a real server, whose log is read. */
export class FuzzedSite {
  readonly #opened: TestApplication
  readonly #errors = new Map<string, unknown>()
  readonly #tokens = new Map<Persona, string>()
  readonly server: RunningServer
  readonly folder: string
  ids: readonly string[] = []

  private constructor(opened: TestApplication, server: RunningServer, folder: string, errors: Map<string, unknown>) {
    this.#opened = opened
    this.server = server
    this.folder = folder
    this.#errors = errors
  }

  static async open(engine: DatabaseEngine): Promise<FuzzedSite> {
    const errors = new Map<string, unknown>()
    const folder = await mkdtemp(join(tmpdir(), 'kuraban-fuzz-'))
    const opened = await openTestApplication({ log: recordingLogger(errors) }, engine)
    const server = await startServer({ app: opened.app, port: 0, rendererFolder: '/nonexistent' })
    const site = new FuzzedSite(opened, server, folder, errors)
    await site.#settle()
    return site
  }

  get app(): TestApplication['app'] {
    return this.#opened.app
  }

  /** What the log says of a request that failed for a reason nobody foresaw. */
  causeOf(requestId: string): string {
    const cause = this.#errors.get(requestId)
    return cause instanceof Error ? `${cause.stack}`.slice(0, 1_500) : String(cause)
  }

  /** The token of a live session with a recent proof; a new one where the last call has ended it. */
  async token(persona: Persona): Promise<string> {
    if (persona === 'anonymous') return 'nobody'
    const known = this.#tokens.get(persona)
    if (known !== undefined) {
      const state = await this.app.security.sessions.authenticate(known, { active: true })
      if (state.state === 'live' && (state.caller.steppedUpUntil ?? 0) > Date.now() + 60_000) return known
    }
    await createRouterClient(this.app.router, { context: operator }).security.incident.freezeSignIns({ frozen: false })
    const client = createRouterClient(this.app.router, { context: callContext({ transport: 'rest' }) })
    const name = persona === 'administrator' ? 'admin' : persona
    const started = await client.security.signIn({ name, password: adminPassword, wantsToken: true })
    if (started.outcome !== 'signed-in' || started.token === null) throw new Error(`${name} could not sign in`)
    this.#tokens.set(persona, started.token)
    return started.token
  }

  async close(): Promise<void> {
    await this.server.close()
    await this.#opened.remove()
    await rm(this.folder, { recursive: true, force: true })
  }

  /** Two people to act on, and a repository with a job. */
  async #settle(): Promise<void> {
    await setUp(this.app)
    const person = { role: 'viewer', password: adminPassword, language: 'ja' } as const
    await this.app.security.createUser({ ...person, name: 'viewer' }, operator)
    const victim = await this.app.security.createUser({ ...person, name: 'victim' }, operator)
    await mkdir(join(this.folder, 'source'))
    const { backup } = createRouterClient(this.app.router, { context: operator })
    const location = { kind: 'local', path: join(this.folder, 'repository') } as const
    const repository = await backup.repositories.create({ name: 'store', location, password: adminPassword })
    const job = await backup.jobs.create({
      ...{ name: 'job', repositoryId: repository.id, sources: [join(this.folder, 'source')], excludes: [], tags: [] },
      ...{ useDefaultExcludes: true, excludeCaches: false, excludeLargerThanBytes: null, oneFileSystem: false },
      ...{ compression: 'auto', schedule: null, enabled: true },
    })
    this.ids = [victim.id, repository.id, job.id]
  }
}

function recordingLogger(errors: Map<string, unknown>): Logger {
  const log: Logger = {
    debug: () => {},
    info: () => {},
    warning: () => {},
    error: (message: string, fields?: LogFields) => {
      errors.set(String(fields?.requestId ?? message), fields?.error ?? message)
    },
    critical: (message: string, fields?: LogFields) => log.error(message, fields),
    child: () => log,
  }
  return log
}
