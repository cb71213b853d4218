import { z } from 'zod'
import type { Id, NewSnapshot, Snapshot, SnapshotSummary } from '../model.ts'
import { FormatError } from './format-error.ts'
import { isJsonObject, type JsonObject, type JsonValue, parseJson } from './json-parse.ts'
import { jsonString, jsonValue } from './json-text.ts'

const id = z.string().regex(/^[0-9a-f]{64}$/)
const count = z.union([z.number(), z.bigint()]).transform(Number).default(0)
const texts = z
  .array(z.string())
  .nullish()
  .transform((value) => value ?? [])

const summarySchema = z.object({
  backup_start: z.string().default(''),
  backup_end: z.string().default(''),
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
})

const snapshotSchema = z.object({
  time: z.string(),
  parent: id.nullish(),
  tree: id,
  paths: texts,
  hostname: z.string().default(''),
  username: z.string().default(''),
  uid: z.number().int().nonnegative().default(0),
  gid: z.number().int().nonnegative().default(0),
  excludes: texts,
  tags: texts,
  original: id.nullish(),
  program_version: z.string().default(''),
  summary: summarySchema.nullish(),
})

/** The bytes of a snapshot file. */
export function encodeSnapshot(snapshot: NewSnapshot): Uint8Array {
  return Buffer.from(snapshotToJson(snapshot), 'utf8')
}

/** A snapshot as JSON text with restic's order of fields; unknown keys follow at the end. */
export function snapshotToJson(snapshot: NewSnapshot): string {
  const fields: [string, JsonValue | undefined][] = [
    ['time', snapshot.time],
    ['parent', snapshot.parent],
    ['tree', snapshot.tree],
    ['paths', snapshot.paths],
    ['hostname', snapshot.hostname || undefined],
    ['username', snapshot.username || undefined],
    ['uid', snapshot.uid || undefined],
    ['gid', snapshot.gid || undefined],
    ['excludes', unlessEmpty(snapshot.excludes)],
    ['tags', unlessEmpty(snapshot.tags)],
    ['original', snapshot.original],
    ['program_version', snapshot.programVersion || undefined],
    ['summary', snapshot.summary && summaryFields(snapshot.summary)],
  ]
  const all = [...fields, ...Object.entries(snapshot.extra ?? {})].filter(([, value]) => value !== undefined)
  return `{${all.map(([key, value]) => `${jsonString(key)}:${jsonValue(value)}`).join(',')}}`
}

function unlessEmpty(list: readonly string[]): readonly string[] | undefined {
  return list.length === 0 ? undefined : list
}

function summaryFields(summary: SnapshotSummary): JsonObject {
  return {
    backup_start: summary.backupStart,
    backup_end: summary.backupEnd,
    files_new: summary.filesNew,
    files_changed: summary.filesChanged,
    files_unmodified: summary.filesUnmodified,
    dirs_new: summary.dirsNew,
    dirs_changed: summary.dirsChanged,
    dirs_unmodified: summary.dirsUnmodified,
    data_blobs: summary.dataBlobs,
    tree_blobs: summary.treeBlobs,
    data_added: summary.dataAdded,
    data_added_packed: summary.dataAddedPacked,
    total_files_processed: summary.totalFilesProcessed,
    total_bytes_processed: summary.totalBytesProcessed,
  }
}

/** Reads a snapshot; keys this program does not know go to `extra`. Throws FormatError. */
export function decodeSnapshot(snapshotId: Id, bytes: Uint8Array): Snapshot {
  const json = parseObject(bytes)
  const result = snapshotSchema.safeParse(json)
  if (!result.success) throw new FormatError(z.prettifyError(result.error))
  const { parent, original, summary, program_version, ...rest } = result.data
  const unknown = Object.entries(json).filter(([key]) => !(key in snapshotSchema.shape))
  return {
    id: snapshotId,
    ...rest,
    ...(parent ? { parent } : {}),
    ...(original ? { original } : {}),
    ...(program_version === '' ? {} : { programVersion: program_version }),
    ...(summary ? { summary: decodeSummary(summary) } : {}),
    ...(unknown.length === 0 ? {} : { extra: Object.fromEntries(unknown) }),
  }
}

function parseObject(bytes: Uint8Array): JsonObject {
  try {
    const json = parseJson(bytes)
    if (isJsonObject(json)) return json
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new FormatError('a snapshot is no JSON object')
}

function decodeSummary(summary: z.output<typeof summarySchema>): SnapshotSummary {
  return {
    backupStart: summary.backup_start,
    backupEnd: summary.backup_end,
    filesNew: summary.files_new,
    filesChanged: summary.files_changed,
    filesUnmodified: summary.files_unmodified,
    dirsNew: summary.dirs_new,
    dirsChanged: summary.dirs_changed,
    dirsUnmodified: summary.dirs_unmodified,
    dataBlobs: summary.data_blobs,
    treeBlobs: summary.tree_blobs,
    dataAdded: summary.data_added,
    dataAddedPacked: summary.data_added_packed,
    totalFilesProcessed: summary.total_files_processed,
    totalBytesProcessed: summary.total_bytes_processed,
  }
}
