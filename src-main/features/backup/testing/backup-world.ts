import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { systemContext } from '#main/features/security/index.ts'
import { type Clock, systemClock } from '#main/platform/clock.ts'
import { InProcessEventBus } from '#main/platform/event-bus.ts'
import { silentLogger } from '#main/platform/logger.ts'
import { DatabaseTaskQueue } from '#main/storage/adapters/queue/index.ts'
import type { Storage } from '#main/storage/storage.ts'
import type { AppEvent } from '#shared/contract/events.ts'
import type { BackupJob, BackupRepository, Execution, JobInput } from '#shared/features/backup/values.ts'
import { type BackupFeature, type BackupFeaturePorts, createBackupEngine, createBackupFeature } from '../index.ts'
import { MemorySecrets } from './memory-secrets.ts'

const run = promisify(execFile)

export const password = '正しい馬の電池とホチキス'

/** Rights, consent and record are asked elsewhere, with the whole application. */
const letEverybody: Pick<BackupFeaturePorts, 'access' | 'approvals' | 'audit'> = {
  access: { assert: () => {}, scopeOf: () => ({ allowed: [{}], denied: [] }) },
  approvals: { gate: async () => {} },
  audit: { record: async () => {} },
}

/** The feature on a real database, a real queue and the real engine, in a folder of its own. */
export class BackupWorld {
  readonly folder: string
  readonly storage: Storage
  readonly clock: Clock
  readonly events = new InProcessEventBus()
  readonly announced: AppEvent[] = []
  readonly secrets: MemorySecrets
  readonly queue: DatabaseTaskQueue
  readonly feature: BackupFeature

  private constructor(folder: string, storage: Storage, options: BackupWorldOptions) {
    this.folder = folder
    this.storage = storage
    this.clock = options.clock ?? systemClock
    this.secrets = options.secrets ?? new MemorySecrets()
    this.events.listen((event) => this.announced.push(event))
    const { storage: db, events, secrets, clock } = this
    this.queue = new DatabaseTaskQueue({ storage: db, events, node: 'test' })
    this.feature = createBackupFeature({
      storage,
      queue: this.queue,
      events,
      clock,
      log: silentLogger,
      secrets,
      engine: createBackupEngine({ programVersion: 'kuraban 0.0.0-test' }),
      config: { nodeName: 'test', catchUpDelayMs: 0, ...options.config },
      ...letEverybody,
      ...(options.keepAwake && { keepAwake: options.keepAwake }),
    })
  }

  static async open(storage: Storage, options: BackupWorldOptions = {}): Promise<BackupWorld> {
    const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'kuraban-backup-')))
    const world = new BackupWorld(folder, storage, options)
    await world.queue.start()
    await world.feature.start()
    return world
  }

  get services(): BackupFeature['services'] {
    return this.feature.services
  }

  get repositoryPath(): string {
    return join(this.folder, 'repository')
  }

  get sourcePath(): string {
    return join(this.folder, 'source')
  }

  /** Ends the program as a person would, and leaves the folder. */
  async stop(): Promise<void> {
    await this.feature.stop()
    await this.queue.stop()
  }

  async remove(): Promise<void> {
    await this.stop()
    await rm(this.folder, { recursive: true, force: true })
  }

  async writeSource(files: Readonly<Record<string, string | Buffer>>): Promise<void> {
    for (const [name, content] of Object.entries(files)) {
      const path = join(this.sourcePath, name)
      await mkdir(join(path, '..'), { recursive: true })
      await writeFile(path, content)
    }
  }

  createRepository(name = '本社のバックアップ'): Promise<BackupRepository> {
    return this.services.repositories.create({ name, location: { kind: 'local', path: this.repositoryPath }, password })
  }

  createJob(repository: BackupRepository, change: Partial<JobInput> = {}): Promise<BackupJob> {
    return this.services.jobs.create({ ...jobInput(repository.id, [this.sourcePath]), ...change })
  }

  async runJob(job: BackupJob): Promise<Execution> {
    return this.ended(await this.services.jobs.run(job.id, systemContext(), 'manual'))
  }

  /** The execution after its end. */
  async ended(execution: Execution): Promise<Execution> {
    await this.queue.whenEnded(execution.taskId ?? '')
    return this.services.executions.get(execution.id)
  }

  /** What the real restic says about the repository. */
  async restic(...parameters: string[]): Promise<string> {
    const env = { ...process.env, RESTIC_PASSWORD: password, RESTIC_CACHE_DIR: join(this.folder, 'restic-cache') }
    const { stdout } = await run('restic', ['-r', this.repositoryPath, ...parameters], { env })
    return stdout
  }
}

export interface BackupWorldOptions extends Partial<Pick<BackupFeaturePorts, 'clock' | 'config' | 'keepAwake'>> {
  readonly folder?: string
  readonly secrets?: MemorySecrets
}

export function jobInput(repositoryId: string, sources: string[]): JobInput {
  return {
    name: '毎日のバックアップ',
    repositoryId,
    sources,
    excludes: [],
    useDefaultExcludes: true,
    excludeCaches: true,
    excludeLargerThanBytes: null,
    oneFileSystem: false,
    compression: 'auto',
    tags: [],
    schedule: null,
    enabled: true,
  }
}
