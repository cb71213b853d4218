import { z } from 'zod'
import { idSchema, instantSchema, nameSchema } from '#shared/contract/identifiers.ts'
import { pageInputSchema, pageSchema } from '#shared/contract/paging.ts'
import { errors, procedure } from '#shared/contract/procedure.ts'
import * as values from './values.ts'

const read = procedure({ access: 'backup.read', rateLimit: 'read', audit: 'none' })
const look = procedure({ access: 'backup.restore', rateLimit: 'read', audit: 'sensitive-read' })
const run = procedure({ access: 'backup.run', rateLimit: 'write', audit: 'change' })
const manage = procedure({ access: 'backup.manage', rateLimit: 'write', audit: 'change' })
const remove = procedure({ access: 'backup.manage', rateLimit: 'delete', audit: 'change', stepUp: 'delete' })
const assign = procedure({ access: 'backup.manage', rateLimit: 'admin', audit: 'change', stepUp: 'role-change' })
const byId = z.object({ id: idSchema })
const ownershipInput = z.strictObject({ id: idSchema, ...values.ownershipSchema.shape })
const storageErrors = errors(
  'REPOSITORY_WRONG_PASSWORD',
  'REPOSITORY_NOT_FOUND',
  'REPOSITORY_EXISTS',
  'REPOSITORY_FORMAT_UNSUPPORTED',
  'REPOSITORY_LOCKED',
  'REPOSITORY_DAMAGED',
  'REPOSITORY_STORAGE_FAILED',
  'REPOSITORY_STORAGE_FULL',
  'SECRET_MISSING',
  'SECRET_STORE_UNAVAILABLE',
)
const snapshotErrors = errors('SNAPSHOT_NOT_FOUND', 'SNAPSHOT_ID_AMBIGUOUS', 'SNAPSHOT_PATH_NOT_FOUND')
const jobErrors = errors('NOT_FOUND', 'CONFLICT', 'BACKUP_PATTERN_INVALID', 'SCHEDULE_INVALID')

const repositories = {
  list: read
    .route({ method: 'GET', path: '/repositories' })
    .input(pageInputSchema)
    .output(pageSchema(values.repositorySchema)),
  get: read
    .route({ method: 'GET', path: '/repositories/{id}' })
    .input(byId)
    .errors(errors('NOT_FOUND'))
    .output(values.repositorySchema),
  /** Makes a new repository in an empty or missing folder. */
  create: manage
    .route({ method: 'POST', path: '/repositories' })
    .input(
      z.object({
        name: nameSchema(200),
        location: values.repositoryLocationSchema,
        password: z.string().min(1).max(1024),
      }),
    )
    .errors({ ...storageErrors, ...errors('CONFLICT', 'PASSWORD_TOO_SHORT') })
    .output(values.repositorySchema),
  /** Takes an existing restic repository in, with its history. */
  open: manage
    .route({ method: 'POST', path: '/repositories/open' })
    .input(
      z.object({
        name: nameSchema(200),
        location: values.repositoryLocationSchema,
        password: z.string().max(1024),
      }),
    )
    .errors({ ...storageErrors, ...errors('CONFLICT') })
    .output(values.repositorySchema),
  rename: manage
    .route({ method: 'PATCH', path: '/repositories/{id}' })
    .input(byId.extend({ name: nameSchema(200) }))
    .errors(errors('NOT_FOUND', 'CONFLICT'))
    .output(values.repositorySchema),
  /** Forgets the entry and its password; the repository itself stays where it is. */
  remove: remove
    .route({ method: 'DELETE', path: '/repositories/{id}' })
    .input(byId)
    .errors(errors('NOT_FOUND', 'IN_USE', 'APPROVAL_REQUIRED'))
    .output(
      z.object({
        kept: z.object({ location: values.repositoryLocationSchema, snapshotCount: z.number().int().nullable() }),
      }),
    ),
  verify: run
    .route({ method: 'POST', path: '/repositories/{id}/verify' })
    .input(byId.extend({ readData: z.boolean().default(true) }))
    .errors({ ...errors('NOT_FOUND'), ...storageErrors })
    .output(values.executionSchema),
  /** Gives back the password of a repository whose secret was lost; it must open that repository. */
  setPassword: procedure({ access: 'backup.manage', rateLimit: 'write', audit: 'change', stepUp: 'secrets' })
    .route({ method: 'PUT', path: '/repositories/{id}/password' })
    .input(byId.extend({ password: z.string().max(1024) }))
    .errors({ ...errors('NOT_FOUND'), ...storageErrors })
    .output(values.repositorySchema),
  /** What one must keep to restore with restic alone: place, password and the commands, as printable Markdown. */
  emergencySheet: procedure({
    access: 'backup.manage',
    rateLimit: 'admin',
    audit: 'sensitive-read',
    stepUp: 'export',
  })
    .route({ method: 'POST', path: '/repositories/{id}/emergency-sheet' })
    .input(byId.extend({ language: z.enum(['ja', 'en']), withPassword: z.boolean() }))
    .errors(errors('NOT_FOUND', 'SECRET_MISSING', 'SECRET_STORE_UNAVAILABLE'))
    .output(z.object({ title: z.string(), markdown: z.string(), fileName: z.string() })),
  /** Removes locks that nobody holds any more. */
  unlock: manage
    .route({ method: 'POST', path: '/repositories/{id}/unlock' })
    .input(byId)
    .errors({ ...errors('NOT_FOUND'), ...storageErrors })
    .output(z.object({ removed: z.number().int() })),
  /** Gives it to somebody and classifies it; the caller must be allowed to manage it before and after. */
  setOwnership: assign
    .route({ method: 'PUT', path: '/repositories/{id}/ownership' })
    .input(ownershipInput)
    .errors(errors('NOT_FOUND'))
    .output(values.repositorySchema),
}

const jobs = {
  list: read
    .route({ method: 'GET', path: '/backup-jobs' })
    .input(pageInputSchema.extend({ repositoryId: idSchema.optional() }))
    .output(pageSchema(values.jobSchema)),
  get: read
    .route({ method: 'GET', path: '/backup-jobs/{id}' })
    .input(byId)
    .errors(errors('NOT_FOUND'))
    .output(values.jobSchema),
  create: manage
    .route({ method: 'POST', path: '/backup-jobs' })
    .input(values.jobInputSchema)
    .errors(jobErrors)
    .output(values.jobSchema),
  /** `expectedUpdatedAt` guards against overwriting somebody else's change. */
  update: manage
    .route({ method: 'PUT', path: '/backup-jobs/{id}' })
    .input(values.jobInputSchema.extend({ id: idSchema, expectedUpdatedAt: instantSchema }))
    .errors({ ...jobErrors, ...errors('STALE') })
    .output(values.jobSchema),
  remove: remove
    .route({ method: 'DELETE', path: '/backup-jobs/{id}' })
    .input(byId)
    .errors(errors('NOT_FOUND', 'BACKUP_ALREADY_RUNNING'))
    .output(z.object({ kept: z.object({ repositoryName: z.string(), executions: z.number().int() }) })),
  /** As that of a repository; scheduled runs go on whoever owns the job. */
  setOwnership: assign
    .route({ method: 'PUT', path: '/backup-jobs/{id}/ownership' })
    .input(ownershipInput)
    .errors(errors('NOT_FOUND'))
    .output(values.jobSchema),
  run: procedure({ access: 'backup.run', rateLimit: 'backup-run', audit: 'change' })
    .route({ method: 'POST', path: '/backup-jobs/{id}/run' })
    .input(byId)
    .errors({ ...errors('NOT_FOUND', 'BACKUP_ALREADY_RUNNING', 'QUEUE_FULL'), ...storageErrors })
    .output(values.executionSchema),
  /** What the patterns would take and leave, without saving anything. */
  preview: procedure({ access: 'backup.manage', rateLimit: 'read', audit: 'none' })
    .route({ method: 'POST', path: '/backup-jobs/preview' })
    .input(
      values.jobInputSchema.pick({
        sources: true,
        excludes: true,
        useDefaultExcludes: true,
        excludeCaches: true,
        excludeLargerThanBytes: true,
        oneFileSystem: true,
      }),
    )
    .errors(errors('BACKUP_PATTERN_INVALID', 'BACKUP_SOURCES_UNREADABLE'))
    .output(values.previewSchema),
  /** Reads a schedule aloud and says the next five runs. */
  explainSchedule: read
    .route({ method: 'POST', path: '/backup-jobs/explain-schedule' })
    .input(z.object({ cron: z.string().max(200), timeZone: z.string().max(64), language: z.enum(['ja', 'en']) }))
    .errors(errors('SCHEDULE_INVALID'))
    .output(z.object({ text: z.string(), nextRuns: z.array(instantSchema) })),
  defaultExcludes: read
    .route({ method: 'GET', path: '/backup-jobs/default-excludes' })
    .output(z.array(z.object({ pattern: z.string(), reasonCode: z.string() }))),
}

const executions = {
  list: read
    .route({ method: 'GET', path: '/backup-executions' })
    .input(
      pageInputSchema.extend({
        jobId: idSchema.optional(),
        repositoryId: idSchema.optional(),
        state: values.executionStateSchema.optional(),
        kind: values.executionSchema.shape.kind.optional(),
        sort: z.enum(['newest', 'oldest']).default('newest'),
      }),
    )
    .output(pageSchema(values.executionSchema)),
  get: read
    .route({ method: 'GET', path: '/backup-executions/{id}' })
    .input(byId)
    .errors(errors('NOT_FOUND'))
    .output(values.executionDetailSchema),
  cancel: run
    .route({ method: 'POST', path: '/backup-executions/{id}/cancel' })
    .input(byId)
    .errors(errors('NOT_FOUND', 'TASK_NOT_CANCELLABLE'))
    .output(values.executionSchema),
}

const snapshots = {
  list: read
    .route({ method: 'GET', path: '/repositories/{repositoryId}/snapshots' })
    .input(pageInputSchema.extend({ repositoryId: idSchema, jobId: idSchema.optional() }))
    .errors({ ...errors('NOT_FOUND'), ...storageErrors })
    .output(pageSchema(values.snapshotSchema)),
  /** One folder of a snapshot, in pages; `path` is the quoted form, `/` for the root. Folders first, then by name. */
  browse: look
    .route({ method: 'GET', path: '/repositories/{repositoryId}/snapshots/{snapshotId}/entries' })
    .input(
      z.object({
        repositoryId: idSchema,
        snapshotId: z.string().min(1).max(64),
        path: z.string().max(8192).default('/'),
        cursor: z.string().max(500).optional(),
        limit: z.coerce.number<number>().int().min(1).max(2000).default(500),
        nameContains: z.string().max(255).optional(),
      }),
    )
    .errors({ ...errors('NOT_FOUND'), ...storageErrors, ...snapshotErrors })
    .output(pageSchema(values.snapshotEntrySchema).extend({ totalEntries: z.number().int() })),
  restore: procedure({ access: 'backup.restore', rateLimit: 'write', audit: 'change', stepUp: 'restore' })
    .route({ method: 'POST', path: '/repositories/{repositoryId}/snapshots/{snapshotId}/restore' })
    .input(
      z.object({
        repositoryId: idSchema,
        snapshotId: z.string().min(1).max(64),
        /** Quoted paths; empty means the whole snapshot. */
        paths: z.array(z.string().max(8192)).max(10_000),
        target: z.string().min(1).max(4096),
        existing: z.enum(['always', 'if-changed', 'if-newer', 'never']),
        verifyAfter: z.boolean().default(true),
      }),
    )
    .errors({ ...errors('NOT_FOUND', 'RESTORE_TARGET_UNUSABLE', 'QUEUE_FULL'), ...storageErrors, ...snapshotErrors })
    .output(values.executionSchema),
}

const overview = {
  /** Everything the overview says about backups, in one call. */
  get: read.route({ method: 'GET', path: '/backup-overview' }).output(
    z.object({
      verdict: z.enum(['nothing-yet', 'good', 'attention', 'failing']),
      repositoryCount: z.number().int(),
      jobCount: z.number().int(),
      needsAttention: z.array(
        z.object({
          code: z.enum([
            'job-failed',
            'job-warnings',
            'job-interrupted',
            'job-overdue',
            'job-never-ran',
            'repository-unreachable',
            'repository-unverified',
            'verification-failed',
          ]),
          subject: z.string(),
          jobId: idSchema.nullable(),
          repositoryId: idSchema.nullable(),
          executionId: idSchema.nullable(),
          since: instantSchema,
        }),
      ),
      running: z.array(values.executionSchema),
      nextRuns: z.array(z.object({ jobId: idSchema, jobName: z.string(), at: instantSchema })),
      recent: z.array(values.executionSchema),
      /** One point a day, oldest first, of the last 30 days. */
      trend: z.array(
        z.object({
          day: z.iso.date(),
          succeeded: z.number().int(),
          warnings: z.number().int(),
          failed: z.number().int(),
          addedBytes: z.number(),
        }),
      ),
      storedBytes: z.number().nullable(),
    }),
  ),
}

/** Folders of the machine the program runs on, for choosing sources and targets. */
const folders = {
  list: procedure({ access: 'backup.manage', rateLimit: 'read', audit: 'none' })
    .route({ method: 'GET', path: '/folders' })
    .input(z.object({ path: z.string().max(4096).optional(), showHidden: z.coerce.boolean<boolean>().default(false) }))
    .errors(errors('NOT_FOUND'))
    .output(
      z.object({
        path: z.string(),
        parent: z.string().nullable(),
        entries: z.array(
          z.object({ name: z.string(), path: z.string(), isFolder: z.boolean(), readable: z.boolean() }),
        ),
        truncated: z.boolean(),
      }),
    ),
}

/** Backup: repositories, jobs, their executions, snapshots and restores. */
export const backupContract = { repositories, jobs, executions, snapshots, overview, folders }
