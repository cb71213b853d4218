import { isAbsolute, resolve } from 'node:path'
import { type AccessScope, systemContext } from '#main/features/security/index.ts'
import type { CallContext } from '#main/platform/caller.ts'
import { nextRun } from '#main/platform/cron.ts'
import { newId } from '#main/platform/identifiers.ts'
import { isUniqueViolation } from '#main/storage/storage-error.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { Page, PageInput } from '#shared/contract/paging.ts'
import type { BackupJob, BackupRepository, Execution, JobInput } from '#shared/features/backup/values.ts'
import type { Preview, Selection } from '../engine/port.ts'
import { liveDatabaseFiles } from '../own-files.ts'
import { isInside } from '../paths.ts'
import type { BackupPorts } from '../ports.ts'
import type { RepositoryAccess } from '../repositories/repository-access.ts'
import { countExecutionsOfJob } from '../repository/execution-rows.ts'
import { deleteJob, findJob, insertJob, listJobs, type ScheduleTimes, updateJob } from '../repository/job-rows.ts'
import { difference } from './difference.ts'
import type { ExecutionService } from './executions.ts'
import { previewJob } from './preview.ts'

/** Backup jobs: what is backed up where, and when. */
export class JobService {
  readonly #ports: BackupPorts
  readonly #access: RepositoryAccess
  readonly #executions: ExecutionService

  constructor(ports: BackupPorts, access: RepositoryAccess, executions: ExecutionService) {
    this.#ports = ports
    this.#access = access
    this.#executions = executions
  }

  list(
    filter: { readonly repositoryId?: string | undefined },
    page: PageInput,
    scope?: AccessScope,
  ): Promise<Page<BackupJob>> {
    return listJobs(this.#ports.storage.db, filter, page, scope)
  }

  async get(id: string): Promise<BackupJob> {
    const job = await findJob(this.#ports.storage.db, id)
    if (!job) throw new AppError('NOT_FOUND', { resource: 'backup-job', id })
    return job
  }

  async create(wanted: JobInput, ownerId: string | null = null, context = systemContext()): Promise<BackupJob> {
    const { storage, audit } = this.#ports
    const input = await this.#checked(wanted)
    const id = newId()
    const createdAt = this.#ports.clock.now()
    await refuseTakenName(input.name, () =>
      storage.transaction(async (tx) => {
        await insertJob(tx, { id, input, createdAt, ownerId, times: scheduleTimes(input, createdAt) })
        await audit.record(tx, context, { action: 'backup.jobs.create', target: id, detail: { after: input } })
      }),
    )
    this.#changed(id)
    return this.get(id)
  }

  async update(id: string, expectedUpdatedAt: Date, wanted: JobInput, context = systemContext()): Promise<BackupJob> {
    const { storage, audit } = this.#ports
    const before = await this.get(id)
    const input = await this.#checked(wanted)
    const updatedAt = new Date(Math.max(this.#ports.clock.now().getTime(), Date.parse(before.updatedAt) + 1))
    const times = keepsSchedule(before, input) ? undefined : scheduleTimes(input, updatedAt)
    const updated = await refuseTakenName(input.name, () =>
      storage.transaction(async (tx) => {
        const done = await updateJob(tx, id, expectedUpdatedAt, { input, updatedAt, times })
        const detail = difference(before, input)
        if (done) await audit.record(tx, context, { action: 'backup.jobs.update', target: id, detail })
        return done
      }),
    )
    if (!updated) throw new AppError('STALE', { resource: 'backup-job', id })
    this.#changed(id)
    return this.get(id)
  }

  async remove(
    id: string,
    context = systemContext(),
  ): Promise<{ kept: { repositoryName: string; executions: number } }> {
    const { storage, audit } = this.#ports
    const kept = await storage.transaction(async (tx) => {
      const job = await findJob(tx, id)
      if (!job) throw new AppError('NOT_FOUND', { resource: 'backup-job', id })
      if (job.runningExecutionId !== null) {
        throw new AppError('BACKUP_ALREADY_RUNNING', { jobId: id, executionId: job.runningExecutionId })
      }
      const executions = await countExecutionsOfJob(tx, id)
      await deleteJob(tx, id)
      const detail = { name: job.name, repositoryName: job.repositoryName, executions }
      const gone = { target: id, targetName: job.name }
      await audit.record(tx, context, { action: 'backup.jobs.remove', ...gone, detail })
      return { repositoryName: job.repositoryName, executions }
    })
    this.#changed(id)
    return { kept }
  }

  async run(id: string, context: CallContext, trigger: Execution['trigger']): Promise<Execution> {
    const { caller } = context
    const job = await this.get(id)
    const repository = { id: job.repositoryId, name: job.repositoryName }
    const request = caller.kind === 'system' && caller.onBehalfOf !== undefined ? { onBehalfOf: caller.onBehalfOf } : {}
    return this.#executions.begin({ kind: 'backup', trigger, job, repository, request, context })
  }

  preview(job: Selection & { readonly useDefaultExcludes: boolean }): Promise<Preview> {
    const { engine, storage } = this.#ports
    return previewJob(engine, job, liveDatabaseFiles(storage.status()))
  }

  async #checked(wanted: JobInput): Promise<JobInput> {
    const repository = await this.#access.find(wanted.repositoryId)
    this.#ports.engine.checkPatterns(wanted.excludes)
    if (wanted.schedule) nextRun(wanted.schedule, this.#ports.clock.now())
    refuseTagsWithComma(wanted.tags)
    const own = liveDatabaseFiles(this.#ports.storage.status())
    return { ...wanted, sources: checkedSources(wanted.sources, repository, own), tags: [...new Set(wanted.tags)] }
  }

  #changed(id: string): void {
    this.#ports.events.publish({ type: 'backup.job.changed', id })
  }
}

function scheduleTimes({ schedule, enabled }: JobInput, now: Date): ScheduleTimes {
  if (!schedule || !enabled) return { scheduledSince: null, nextRunAt: null }
  return { scheduledSince: now, nextRunAt: nextRun(schedule, now) }
}

function keepsSchedule(before: BackupJob, after: JobInput): boolean {
  return (
    before.enabled === after.enabled &&
    before.schedule?.cron === after.schedule?.cron &&
    before.schedule?.timeZone === after.schedule?.timeZone
  )
}

function checkedSources(
  sources: readonly string[],
  { location }: BackupRepository,
  ownFiles: readonly string[],
): string[] {
  const issues = sources.flatMap((source, at) => {
    const message = sourceFault(source, location.path, ownFiles)
    return message === undefined ? [] : [{ path: `sources.${at}`, message }]
  })
  if (issues.length > 0) throw new AppError('VALIDATION', { issues })
  return [...new Set(sources.map((source) => resolve(source)))]
}

function sourceFault(source: string, repositoryPath: string, ownFiles: readonly string[]): string | undefined {
  if (!isAbsolute(source) || source.includes('\0')) return 'path-not-absolute'
  if (ownFiles.includes(resolve(source))) return 'source-is-own-database'
  return isInside(resolve(source), repositoryPath) ? 'source-inside-repository' : undefined
}

/** restic separates tags by commas on its command line. */
function refuseTagsWithComma(tags: readonly string[]): void {
  const at = tags.findIndex((tag) => tag.includes(','))
  if (at >= 0) throw new AppError('VALIDATION', { issues: [{ path: `tags.${at}`, message: 'tag-has-comma' }] })
}

async function refuseTakenName<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new AppError('CONFLICT', { resource: 'backup-job', field: 'name', value: name }, { cause: error })
  }
}
