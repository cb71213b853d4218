import { Command } from 'commander'
import { z } from 'zod'
import { matchesFilter, type Snapshot, snapshotToJson } from '#main/engine/repository/index.ts'
import { readFlags, wholeNumber } from '../flags.ts'
import { columns, localTimeText, sizeText } from '../quantities.ts'
import type { Terminal } from '../terminal.ts'
import { withRepositoryFlags } from './location.ts'
import { withRepository } from './session.ts'
import { type SnapshotFlags, snapshotFilter, withSnapshotFlags } from './snapshot-filter.ts'
import { type GroupKey, groupSnapshots, newestOfEach, readGrouping } from './snapshot-groups.ts'

interface ListFlags extends SnapshotFlags {
  readonly compact?: boolean
  readonly groupBy?: string
  readonly latest?: string
}

/** `kuraban repo snapshots`: lists what has been backed up, oldest first. */
export function snapshotsCommand(terminal: Terminal): Command {
  return withSnapshotFlags(withRepositoryFlags(new Command('snapshots')))
    .description('list all snapshots')
    .argument('[snapshotID...]', 'only these snapshots')
    .option('-c, --compact', 'use compact output format')
    .option('-g, --group-by <group>', 'group snapshots by host, paths and/or tags, separated by comma')
    .option('--latest <n>', 'only show the last n snapshots for each host and path')
    .action(async (ids: string[], given: ListFlags, command: Command) => {
      const grouping = readGrouping(given.groupBy)
      const latest = given.latest === undefined ? undefined : readLatest(given.latest)
      await withRepository(command, terminal, 'shared', async ({ repository, flags }) => {
        const filter = snapshotFilter(given, terminal)
        const chosen =
          ids.length === 0
            ? (await repository.listSnapshots()).filter((snapshot) => matchesFilter(snapshot, filter))
            : await Promise.all(ids.map((id) => repository.findSnapshot(id, filter)))
        const groups = groupSnapshots(latest === undefined ? chosen : newestOfEach(chosen, latest), grouping)
        if (flags.json === true) {
          const documents = groups.map(({ key, snapshots }) => ({
            group_key: key,
            snapshots: snapshots.map(snapshotJson),
          }))
          terminal.print(JSON.stringify(grouping.length === 0 ? (documents[0]?.snapshots ?? []) : documents))
        } else {
          if (groups.length === 0) terminal.print('0 snapshots')
          for (const { key, snapshots } of groups) {
            if (grouping.length > 0) terminal.print(groupTitle(key))
            printTable(snapshots, given.compact === true, terminal)
          }
        }
      })
    })
}

function readLatest(latest: string): number {
  return readFlags(z.object({ latest: wholeNumber('a number, 1 or more', 1, 1_000_000_000) }), { latest }).latest
}

/** A snapshot as restic's JSON shows it: the stored document, its id and the short one. */
export function snapshotJson(snapshot: Snapshot): Record<string, unknown> {
  return { ...JSON.parse(snapshotToJson(snapshot)), id: snapshot.id, short_id: snapshot.id.slice(0, 8) }
}

function groupTitle({ hostname, paths, tags }: GroupKey): string {
  const parts = [
    ...(hostname === undefined ? [] : [`host [${hostname}]`]),
    ...(tags === undefined ? [] : [`tags [${tags.join(', ')}]`]),
    ...(paths === undefined ? [] : [`paths [${paths.join(', ')}]`]),
  ]
  return `snapshots for (${parts.join(', ')}):`
}

function printTable(snapshots: readonly Snapshot[], compact: boolean, terminal: Terminal): void {
  const head = ['ID', 'Time', 'Host', 'Tags', ...(compact ? [] : ['Paths', 'Size'])]
  const rows = snapshots.map(({ id, time, hostname, tags, paths, summary }) => [
    id.slice(0, 8),
    localTimeText(time),
    hostname,
    tags.join(','),
    ...(compact ? [] : [paths.join(' '), summary === undefined ? '' : sizeText(summary.totalBytesProcessed)]),
  ])
  for (const line of columns([head, ...rows])) terminal.print(line)
  terminal.print(`${snapshots.length} snapshots`)
}
