import type { Command } from 'commander'
import type { SnapshotFilter } from '#main/engine/repository/index.ts'

/** Flags that choose snapshots. */
export interface SnapshotFlags {
  readonly host?: readonly string[]
  readonly tag?: readonly string[]
  readonly path?: readonly string[]
}

/** Gathers a flag that may be given several times. */
export function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value]
}

/** Adds restic's flags for choosing snapshots. */
export function withSnapshotFlags(command: Command): Command {
  return command
    .option('-H, --host <host>', 'only consider snapshots for this host (can be given several times)', collect)
    .option('--tag <tag[,tag,...]>', 'only consider snapshots with these tags (can be given several times)', collect)
    .option(
      '--path <path>',
      'only consider snapshots including this absolute path (can be given several times)',
      collect,
    )
}

/** The engine's filter for the flags. */
export function snapshotFilter({ host, tag, path }: SnapshotFlags): SnapshotFilter {
  return {
    ...(host !== undefined && { hosts: host }),
    ...(path !== undefined && { paths: path }),
    ...(tag !== undefined && { tagLists: tag.map((list) => list.split(',').filter((name) => name !== '')) }),
  }
}
