import type { Command } from 'commander'
import type { SnapshotFilter } from '#main/engine/repository/index.ts'
import type { Terminal } from '../terminal.ts'

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

/** The engine's filter for the flags; RESTIC_HOST stands for --host. */
export function snapshotFilter({ host, tag, path }: SnapshotFlags, { environment }: Terminal): SnapshotFilter {
  const { RESTIC_HOST: named = '' } = environment
  const hosts = host ?? (named === '' ? undefined : [named])
  return {
    ...(hosts !== undefined && { hosts }),
    ...(path !== undefined && { paths: path }),
    ...(tag !== undefined && { tagLists: tag.map((list) => list.split(',').filter((name) => name !== '')) }),
  }
}

/** Splits `snapshot:folder`; without a folder it means the whole snapshot. */
export function splitSnapshotPath(text: string): { readonly id: string; readonly folder: string | undefined } {
  const at = text.indexOf(':')
  return at < 0 ? { id: text, folder: undefined } : { id: text.slice(0, at), folder: text.slice(at + 1) }
}
