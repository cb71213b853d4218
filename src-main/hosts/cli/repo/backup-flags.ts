import { hostname, userInfo } from 'node:os'
import type { Command } from 'commander'
import { programVersion } from '#main/platform/program-version.ts'
import { wrongFlag } from '../flags.ts'
import type { Terminal } from '../terminal.ts'
import { type RepositoryFlags, readCompression, textOf } from './location.ts'
import { collect } from './snapshot-filter.ts'

/** Flags of `kuraban repo backup`. */
export interface BackupFlags extends RepositoryFlags {
  readonly dryRun?: boolean
  readonly exclude?: readonly string[]
  readonly iexclude?: readonly string[]
  readonly excludeFile?: readonly string[]
  readonly iexcludeFile?: readonly string[]
  readonly excludeCaches?: boolean
  readonly excludeIfPresent?: readonly string[]
  readonly excludeLargerThan?: string
  readonly oneFileSystem?: boolean
  readonly force?: boolean
  readonly parent?: string
  readonly host?: string
  readonly tag?: readonly string[]
  readonly time?: string
  readonly withAtime?: boolean
  readonly readConcurrency?: string
}

export function withBackupFlags(command: Command): Command {
  return command
    .option('-n, --dry-run', 'do not write any data, just show what would be done')
    .option('-e, --exclude <pattern>', 'exclude a pattern (can be given several times)', collect)
    .option('--iexclude <pattern>', 'same as --exclude but ignores the casing of file names', collect)
    .option('--exclude-file <file>', 'read exclude patterns from a file (can be given several times)', collect)
    .option('--iexclude-file <file>', 'same as --exclude-file but ignores the casing of file names', collect)
    .option('--exclude-caches', 'exclude cache folders that are marked with a CACHEDIR.TAG file')
    .option(
      '--exclude-if-present <filename[:header]>',
      'exclude contents of folders that contain this file (can be given several times)',
      collect,
    )
    .option('--exclude-larger-than <size>', 'largest size of the files to be backed up (suffixes k, m, g, t)')
    .option('-x, --one-file-system', 'exclude other file systems, do not cross mount points')
    .option('-f, --force', 'read all files again, whatever the parent snapshot says')
    .option('--parent <snapshot>', 'use this parent snapshot')
    .option('-H, --host <hostname>', 'set the host name of the snapshot (default: $RESTIC_HOST)')
    .option('--tag <tags>', 'add tags to the snapshot (can be given several times)', collect)
    .option('--time <time>', 'time of the backup, for example "2026-11-22 10:00:00"')
    .option('--with-atime', 'store the access times too')
    .option('--read-concurrency <n>', 'read n files at the same time (default: $RESTIC_READ_CONCURRENCY)')
    .option('--compression <mode>', 'auto, off, fastest, better or max (default: $RESTIC_COMPRESSION)')
}

/** What the flags ask of the engine. */
export async function backupOptions(flags: BackupFlags, terminal: Terminal) {
  const { environment } = terminal
  const workers = flags.readConcurrency ?? (environment.RESTIC_READ_CONCURRENCY || undefined)
  return {
    hostname: flags.host ?? (environment.RESTIC_HOST || hostname()),
    username: nameOfUser(terminal),
    programVersion: `kuraban ${programVersion}`,
    compression: readCompression(flags, terminal),
    tags: (flags.tag ?? []).flatMap((list) => list.split(',')).filter((tag) => tag !== ''),
    excludes: [...(flags.exclude ?? []), ...(await linesOf('--exclude-file', flags.excludeFile))],
    caseInsensitiveExcludes: [...(flags.iexclude ?? []), ...(await linesOf('--iexclude-file', flags.iexcludeFile))],
    excludeCaches: flags.excludeCaches === true,
    excludeIfPresent: flags.excludeIfPresent ?? [],
    ...(flags.excludeLargerThan !== undefined && { excludeLargerThanBytes: sizeOf(flags.excludeLargerThan) }),
    oneFileSystem: flags.oneFileSystem === true,
    force: flags.force === true,
    withAccessTime: flags.withAtime === true,
    dryRun: flags.dryRun === true,
    ...(flags.time !== undefined && { time: timeOf(flags.time) }),
    ...(workers !== undefined && { workers: workersOf(workers) }),
  }
}

/** Who runs the command; a user without an entry of their own, as in some containers, goes by the variable. */
function nameOfUser({ environment }: Terminal): string {
  try {
    return userInfo().username
  } catch {
    return environment.USER ?? ''
  }
}

/** Patterns of the files, without comments, blanks at the ends and empty lines. */
async function linesOf(key: string, files: readonly string[] | undefined): Promise<string[]> {
  const texts = await Promise.all((files ?? []).map((file) => textOf(file, key)))
  return texts
    .flatMap((text) => text.split(/\r?\n/).map((line) => line.trim()))
    .filter((line) => line !== '' && !line.startsWith('#'))
}

function sizeOf(text: string): number {
  const [, count, unit] = /^(\d+)([kmgt]?)b?$/i.exec(text) ?? []
  if (count === undefined || unit === undefined) {
    throw wrongFlag('--exclude-larger-than', text, 'a number with k, m, g or t')
  }
  return Number(count) * 1024 ** ['', 'k', 'm', 'g', 't'].indexOf(unit.toLowerCase())
}

function timeOf(text: string): Date {
  const time = new Date(text.replace(' ', 'T'))
  if (Number.isNaN(time.getTime())) throw wrongFlag('--time', text, 'a time such as 2026-11-22 10:00:00')
  return time
}

function workersOf(text: string): number {
  const count = Number(text)
  if (Number.isInteger(count) && count >= 1 && count <= 64) return count
  throw wrongFlag('--read-concurrency', text, 'a number from 1 to 64')
}
