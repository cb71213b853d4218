import { z } from 'zod'

/**
 * What `kuraban repo ... --json` prints, in the words of restic 0.17's manual ("Scripting"): field names in snake_case,
 * sizes in bytes, durations in seconds, instants in RFC 3339. Readers should let unknown fields pass.
 */
const count = z.number().int().nonnegative()
const instant = z.iso.datetime({ offset: true })
const id = z.string().regex(/^[0-9a-f]{64}$/)

/** `init`, one document. */
export const repositoryInitializedSchema = z.strictObject({
  message_type: z.literal('initialized'),
  id,
  repository: z.string(),
})

/** What a backup did to files, folders and blobs; also part of a snapshot. */
const backupFigures = {
  backup_start: instant,
  backup_end: instant,
  files_new: count,
  files_changed: count,
  files_unmodified: count,
  dirs_new: count,
  dirs_changed: count,
  dirs_unmodified: count,
  data_blobs: count,
  tree_blobs: count,
  data_added: count,
  data_added_packed: count,
  total_files_processed: count,
  total_bytes_processed: count,
}

const backupStatusSchema = z.strictObject({
  message_type: z.literal('status'),
  seconds_elapsed: count,
  seconds_remaining: count.optional(),
  percent_done: z.number().min(0).max(1),
  total_files: count,
  files_done: count,
  total_bytes: count,
  bytes_done: count,
  error_count: count.optional(),
  current_files: z.array(z.string()),
})

const backupSummarySchema = z.strictObject({
  message_type: z.literal('summary'),
  dry_run: z.literal(true).optional(),
  ...backupFigures,
  total_duration: z.number(),
  snapshot_id: id.optional(),
})

/** A line of `backup`: how far it is, and at the end what it did. */
export const backupLineSchema = z.discriminatedUnion('message_type', [backupStatusSchema, backupSummarySchema])

/** One snapshot of `snapshots`; fields that another program wrote into it are passed on. */
export const snapshotSchema = z.looseObject({
  time: instant,
  parent: id.optional(),
  tree: id,
  paths: z.array(z.string()),
  hostname: z.string().optional(),
  username: z.string().optional(),
  uid: count.optional(),
  gid: count.optional(),
  excludes: z.array(z.string()).optional(),
  tags: z.array(z.string()).optional(),
  original: id.optional(),
  program_version: z.string().optional(),
  summary: z.strictObject(backupFigures).optional(),
  id,
  short_id: z.string().length(8),
})

/** `snapshots`, one document. */
export const snapshotsSchema = z.array(snapshotSchema)

/** `snapshots --group-by`, one document; the key holds what was grouped by. */
export const snapshotGroupsSchema = z.array(
  z.strictObject({
    group_key: z.strictObject({
      hostname: z.string().optional(),
      paths: z.array(z.string()).optional(),
      tags: z.array(z.string()).optional(),
    }),
    snapshots: snapshotsSchema,
  }),
)

const listedSnapshotSchema = snapshotSchema.extend({
  message_type: z.literal('snapshot'),
  struct_type: z.literal('snapshot'),
})

const listedNodeSchema = z.strictObject({
  message_type: z.literal('node'),
  struct_type: z.literal('node'),
  name: z.string(),
  type: z.enum(['file', 'dir', 'symlink', 'dev', 'chardev', 'fifo', 'socket', 'irregular']),
  path: z.string(),
  uid: count,
  gid: count,
  size: count.optional(),
  mode: count,
  permissions: z.string(),
  mtime: instant,
  atime: instant,
  ctime: instant,
  inode: count,
})

/** A line of `ls`: the snapshot first, then its entries. */
export const listLineSchema = z.discriminatedUnion('message_type', [listedSnapshotSchema, listedNodeSchema])

const restoreFigures = {
  seconds_elapsed: count,
  total_files: count,
  files_restored: count,
  total_bytes: count,
  bytes_restored: count,
}

/** A line of `restore`: how far it is, with `-v` what became of each entry, and at the end what it did. */
export const restoreLineSchema = z.discriminatedUnion('message_type', [
  z.strictObject({ message_type: z.literal('status'), ...restoreFigures, percent_done: z.number().min(0).max(1) }),
  z.strictObject({
    message_type: z.literal('verbose_status'),
    action: z.enum(['restored', 'updated', 'unchanged', 'deleted', 'failed']),
    item: z.string(),
    size: count,
  }),
  z.strictObject({
    message_type: z.literal('summary'),
    ...restoreFigures,
    files_skipped: count,
    files_deleted: count,
    bytes_skipped: count,
  }),
])

/** `check`, one document; `broken_packs` is null when there are none. */
export const checkSummarySchema = z.strictObject({
  message_type: z.literal('summary'),
  num_errors: count,
  broken_packs: z.array(id).nullable(),
  suggest_repair_index: z.boolean(),
  suggest_prune: z.boolean(),
})

/** `cat config`, one document: the repository's own. */
export const repositoryConfigSchema = z.looseObject({ version: z.literal([1, 2]), id, chunker_polynomial: z.string() })

/** `unlock`, one document. */
export const unlockedSchema = z.strictObject({ message_type: z.literal('unlocked'), removed: count })

/** A line on standard error: an entry that could not be read or written, a finding of `check`, or why the command failed. */
export const repositoryErrorLineSchema = z.union([
  z.strictObject({
    message_type: z.literal('error'),
    error: z.strictObject({ message: z.string() }),
    during: z.enum(['archival', 'restore']),
    item: z.string(),
  }),
  z.strictObject({ message_type: z.literal('error'), message: z.string() }),
  z.strictObject({ message_type: z.literal('exit_error'), code: z.number().int(), message: z.string() }),
])
