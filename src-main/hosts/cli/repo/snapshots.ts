import { Command } from 'commander'
import { matchesFilter, type Snapshot, snapshotToJson } from '#main/engine/repository/index.ts'
import { columns, sizeText } from '../quantities.ts'
import type { Terminal } from '../terminal.ts'
import { withRepositoryFlags } from './location.ts'
import { withRepository } from './session.ts'
import { type SnapshotFlags, snapshotFilter, withSnapshotFlags } from './snapshot-filter.ts'

/** `kuraban repo snapshots`: lists what has been backed up. */
export function snapshotsCommand(terminal: Terminal): Command {
  return withSnapshotFlags(withRepositoryFlags(new Command('snapshots')))
    .description('list all snapshots')
    .argument('[snapshotID...]', 'only these snapshots')
    .option('--latest <n>', 'only show the last n snapshots', Number)
    .action(async (ids: string[], options: SnapshotFlags & { latest?: number }, command: Command) => {
      await withRepository(command, terminal, 'shared', async ({ repository, flags }) => {
        const all = (await repository.listSnapshots()).filter((snapshot) =>
          matchesFilter(snapshot, snapshotFilter(options)),
        )
        const chosen =
          ids.length === 0
            ? all
            : await Promise.all(ids.map((id) => repository.findSnapshot(id, snapshotFilter(options))))
        const shown = options.latest === undefined ? chosen : chosen.slice(-options.latest)
        if (flags.json === true) terminal.print(JSON.stringify(shown.map(snapshotJson)))
        else printTable(shown, terminal)
      })
    })
}

/** A snapshot as restic's JSON shows it: the stored document, its id and the short one. */
export function snapshotJson(snapshot: Snapshot): Record<string, unknown> {
  return { ...JSON.parse(snapshotToJson(snapshot)), id: snapshot.id, short_id: snapshot.id.slice(0, 8) }
}

function printTable(snapshots: readonly Snapshot[], terminal: Terminal): void {
  const rows = snapshots.map((snapshot) => [
    snapshot.id.slice(0, 8),
    snapshot.time.slice(0, 19).replace('T', ' '),
    snapshot.hostname,
    snapshot.tags.join(','),
    snapshot.paths.join(' '),
    snapshot.summary === undefined ? '' : sizeText(snapshot.summary.totalBytesProcessed),
  ])
  for (const line of columns([['ID', 'Time', 'Host', 'Tags', 'Paths', 'Size'], ...rows])) terminal.print(line)
  terminal.print(`${snapshots.length} snapshots`)
}
