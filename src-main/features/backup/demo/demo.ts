import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { CallContext } from '#main/platform/caller.ts'
import type { TaskQueue } from '#main/platform/queue.ts'
import type { BackupJob, BackupRepository, Execution } from '#shared/features/backup/values.ts'
import { quotedPathOf } from '../quoted-path.ts'
import type { BackupServices } from '../service/services.ts'
import { compareFolders } from './compare-folders.ts'
import { changeDemoFolder, makeDemoFolder } from './demo-folder.ts'

/** What is being done, for the person who waits. */
export type DemoStep =
  | 'folder'
  | 'repository'
  | 'first-backup'
  | 'changes'
  | 'second-backup'
  | 'verify'
  | 'restore'
  | 'done'

export interface DemoOptions {
  /** Folder of the throw-away profile that takes the files, the repository and what is restored. */
  readonly folder: string
  readonly context: CallContext
  readonly onStep?: (step: DemoStep) => void
}

/**
 * Fills a profile by really doing the work: makes a folder of files, backs it up, changes it, backs it up again, verifies,
 * restores and compares. Does nothing in a profile where it has been done. Rejects when a part of it fails.
 */
export async function runDemo(
  { services, queue }: { readonly services: BackupServices; readonly queue: TaskQueue },
  options: DemoOptions,
): Promise<void> {
  const demo = new Demo(services, queue, options)
  if (await demo.isDone()) return
  await demo.run()
}

class Demo {
  readonly #services: BackupServices
  readonly #queue: TaskQueue
  readonly #options: DemoOptions
  readonly #source: string
  readonly #location: { kind: 'local'; path: string }

  constructor(services: BackupServices, queue: TaskQueue, options: DemoOptions) {
    this.#services = services
    this.#queue = queue
    this.#options = options
    this.#source = join(options.folder, '現場データ')
    this.#location = { kind: 'local', path: join(options.folder, 'バックアップ先') }
  }

  async isDone(): Promise<boolean> {
    const { items } = await this.#services.repositories.list({ limit: 200 })
    return items.some((repository) => repository.location.path === this.#location.path)
  }

  async run(): Promise<void> {
    const { onStep = () => {} } = this.#options
    onStep('folder')
    await mkdir(this.#options.folder, { recursive: true })
    await makeDemoFolder(this.#source)
    onStep('repository')
    const repository = await this.#createRepository()
    const site = await this.#createJob(repository, '現場データ（毎日）', [this.#source], '0 2 * * *')
    const logs = await this.#createJob(repository, 'ログ（6時間ごと）', [join(this.#source, 'ログ')], '30 */6 * * *')
    onStep('first-backup')
    await this.#backUp(site)
    onStep('changes')
    await changeDemoFolder(this.#source)
    onStep('second-backup')
    const { snapshotId } = await this.#backUp(site)
    await this.#backUp(logs)
    onStep('verify')
    await this.#ended(
      await this.#services.repositories.verify(repository.id, { readData: true }, this.#options.context),
    )
    onStep('restore')
    await this.#restore(repository, snapshotId ?? '', '図面')
    onStep('done')
  }

  #createRepository(): Promise<BackupRepository> {
    const password = randomBytes(18).toString('base64url')
    return this.#services.repositories.create({ name: '本社バックアップ', location: this.#location, password })
  }

  #createJob(repository: BackupRepository, name: string, sources: string[], cron: string): Promise<BackupJob> {
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
    return this.#services.jobs.create({
      name,
      repositoryId: repository.id,
      sources,
      excludes: ['*.bak'],
      useDefaultExcludes: true,
      excludeCaches: true,
      excludeLargerThanBytes: null,
      oneFileSystem: false,
      compression: 'auto',
      tags: ['demo'],
      schedule: { cron, timeZone },
      enabled: true,
    })
  }

  async #backUp(job: BackupJob): Promise<Execution> {
    return this.#ended(await this.#services.jobs.run(job.id, this.#options.context, 'manual'))
  }

  async #restore(repository: BackupRepository, snapshotId: string, folder: string): Promise<void> {
    const target = join(this.#options.folder, '復元したファイル')
    const source = join(this.#source, folder)
    const order = {
      snapshotId,
      paths: [quotedPathOf(Buffer.from(source)).quoted],
      target,
      existing: 'always',
      verifyAfter: true,
    } as const
    await this.#ended(await this.#services.snapshots.restore(repository.id, order, this.#options.context, 'manual'))
    const differing = await compareFolders(source, join(target, source))
    if (differing.length > 0) throw new Error(`the restored files differ from their source: ${differing.join(', ')}`)
  }

  async #ended(execution: Execution): Promise<Execution> {
    await this.#queue.whenEnded(execution.taskId ?? '')
    const ended = await this.#services.executions.get(execution.id)
    if (ended.state === 'succeeded') return ended
    throw new Error(
      `the demonstration's ${ended.kind} ended as ${ended.state}: ${ended.failure?.code ?? 'see its problems'}`,
    )
  }
}
