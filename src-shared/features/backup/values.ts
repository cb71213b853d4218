import { z } from 'zod'
import { type ErrorCode, errorData } from '#shared/contract/errors.ts'
import { idSchema, instantSchema, nameSchema, sizeBytesSchema } from '#shared/contract/identifiers.ts'
import { classificationSchema } from '#shared/contract/permissions.ts'
import { executionProgressSchema } from '#shared/contract/progress.ts'

/** A path that may be no UTF-8, in restic's quoted form, with a form for people beside it. */
export const quotedPathSchema = z.object({ quoted: z.string(), display: z.string() })

/** An error as it is kept with an execution: a code of the registry and its data. */
export const failureSchema = z.object({
  code: z.enum(Object.keys(errorData) as [ErrorCode, ...ErrorCode[]]),
  data: z.record(z.string(), z.unknown()),
})

/** Where a repository lies. One kind now; further kinds join this union. */
export const repositoryLocationSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('local'), path: z.string().min(1).max(4096) }),
])
export type RepositoryLocation = z.infer<typeof repositoryLocationSchema>

/** Whose a thing is and how confidential: roles of the site may depend on it. An owner of null is nobody. */
export const ownershipSchema = z.object({ ownerId: idSchema.nullable(), classification: classificationSchema })

/** A repository as the lists show it. */
export const repositorySchema = z.object({
  id: idSchema,
  name: z.string(),
  location: repositoryLocationSchema,
  /** The id inside the repository's config file. */
  repositoryId: z.string(),
  formatVersion: z.number().int(),
  createdAt: instantSchema,
  /** As of the last look; null when it has never been measured. */
  sizeBytes: sizeBytesSchema.nullable(),
  snapshotCount: z.number().int().nullable(),
  lastSnapshotAt: instantSchema.nullable(),
  lastVerifiedAt: instantSchema.nullable(),
  lastVerification: z.enum(['passed', 'failed']).nullable(),
  jobCount: z.number().int(),
  reachable: z.boolean().nullable(),
  ...ownershipSchema.shape,
})
export type BackupRepository = z.infer<typeof repositorySchema>

/** When a job runs: cron text of five fields in a time zone, or only by hand. */
export const scheduleSchema = z
  .object({ cron: z.string().min(1).max(200), timeZone: z.string().min(1).max(64) })
  .nullable()

/** What a person sets of a job. */
export const jobInputSchema = z.object({
  name: nameSchema(200),
  repositoryId: idSchema,
  sources: z.array(z.string().min(1).max(4096)).min(1).max(200),
  excludes: z.array(z.string().min(1).max(1000)).max(500),
  useDefaultExcludes: z.boolean(),
  excludeCaches: z.boolean(),
  excludeLargerThanBytes: sizeBytesSchema.nullable(),
  oneFileSystem: z.boolean(),
  compression: z.enum(['auto', 'off', 'max']),
  tags: z.array(z.string().min(1).max(100)).max(50),
  schedule: scheduleSchema,
  enabled: z.boolean(),
})
export type JobInput = z.infer<typeof jobInputSchema>

export const executionStateSchema = z.enum([
  'waiting',
  'running',
  'succeeded',
  'warnings',
  'failed',
  'cancelled',
  'interrupted',
])
export type ExecutionState = z.infer<typeof executionStateSchema>

/** Figures of one finished backup. */
export const backupFiguresSchema = z.object({
  filesNew: z.number().int(),
  filesChanged: z.number().int(),
  filesUnmodified: z.number().int(),
  dirsNew: z.number().int(),
  dirsChanged: z.number().int(),
  dirsUnmodified: z.number().int(),
  totalFiles: z.number().int(),
  totalBytes: sizeBytesSchema,
  addedBytes: sizeBytesSchema,
  addedPackedBytes: sizeBytesSchema,
})

/** Something that went wrong with one file while the rest went on. */
export const problemSchema = z.object({
  path: quotedPathSchema,
  code: z.enum([
    'unreadable',
    'vanished',
    'changed-while-reading',
    'socket-skipped',
    'source-missing',
    'name-unusable',
    'blocked',
    'write-failed',
    'metadata-failed',
    'damaged',
  ]),
  reason: z.string(),
})
export type BackupProblem = z.infer<typeof problemSchema>

/** One run of a job, of a verification or of a restore. */
export const executionSchema = z.object({
  id: idSchema,
  kind: z.enum(['backup', 'verify', 'restore']),
  state: executionStateSchema,
  trigger: z.enum(['schedule', 'catch-up', 'manual', 'command-line']),
  jobId: idSchema.nullable(),
  jobName: z.string().nullable(),
  repositoryId: idSchema,
  repositoryName: z.string(),
  taskId: idSchema.nullable(),
  requestedBy: z.string(),
  createdAt: instantSchema,
  startedAt: instantSchema.nullable(),
  finishedAt: instantSchema.nullable(),
  durationMs: z.number().nullable(),
  snapshotId: z.string().nullable(),
  figures: backupFiguresSchema.nullable(),
  problemCount: z.number().int(),
  failure: failureSchema.nullable(),
})
export type Execution = z.infer<typeof executionSchema>

/** Findings of a verification. */
export const findingSchema = z.object({
  severity: z.enum(['error', 'warning', 'note']),
  code: z.string(),
  subject: z.string(),
  detail: z.string(),
})

/** One run with everything that belongs to it. */
export const executionDetailSchema = executionSchema.extend({
  progress: executionProgressSchema.nullable(),
  problems: z.array(problemSchema).max(1000),
  findings: z.array(findingSchema).max(1000),
  restore: z
    .object({
      snapshotId: z.string(),
      paths: z.array(quotedPathSchema),
      target: z.string(),
      restoredFiles: z.number().int(),
      skippedFiles: z.number().int(),
      failedFiles: z.number().int(),
      restoredBytes: sizeBytesSchema,
    })
    .nullable(),
})

/** A job as lists and its own page show it. */
export const jobSchema = jobInputSchema.extend({
  id: idSchema,
  repositoryName: z.string(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
  nextRunAt: instantSchema.nullable(),
  lastExecution: executionSchema.nullable(),
  runningExecutionId: idSchema.nullable(),
  ...ownershipSchema.shape,
})
export type BackupJob = z.infer<typeof jobSchema>

/** A snapshot in a repository. */
export const snapshotSchema = z.object({
  id: z.string(),
  shortId: z.string(),
  time: instantSchema,
  hostname: z.string(),
  username: z.string(),
  paths: z.array(z.string()),
  tags: z.array(z.string()),
  parentId: z.string().nullable(),
  treeId: z.string(),
  programVersion: z.string().nullable(),
  totalFiles: z.number().int().nullable(),
  totalBytes: sizeBytesSchema.nullable(),
  addedBytes: sizeBytesSchema.nullable(),
})
export type BackupSnapshot = z.infer<typeof snapshotSchema>

/** One entry of a folder in a snapshot. */
export const snapshotEntrySchema = z.object({
  name: quotedPathSchema,
  path: quotedPathSchema,
  type: z.enum(['file', 'dir', 'symlink', 'dev', 'chardev', 'fifo', 'socket', 'irregular']),
  sizeBytes: sizeBytesSchema.nullable(),
  modifiedAt: z.string(),
  /** As `ls -l` writes it, for example `drwxr-xr-x`. */
  mode: z.string(),
  owner: z.string(),
  group: z.string(),
  linkTarget: z.string().nullable(),
})
export type SnapshotEntry = z.infer<typeof snapshotEntrySchema>

/** What the sources and patterns of a job would take and leave, found out by walking. */
export const previewSchema = z.object({
  includedFiles: z.number().int(),
  includedBytes: sizeBytesSchema,
  excludedEntries: z.number().int(),
  /** Whether the walk stopped at its limit, so that the figures are lower bounds. */
  incomplete: z.boolean(),
  samples: z.array(
    z.object({
      path: z.string(),
      included: z.boolean(),
      rule: z.string().nullable(),
      sizeBytes: sizeBytesSchema.nullable(),
    }),
  ),
  problems: z.array(problemSchema),
})
