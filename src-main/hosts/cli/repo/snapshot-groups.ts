import type { Snapshot } from '#main/engine/repository/index.ts'
import { wrongFlag } from '../flags.ts'

const criteria = ['host', 'paths', 'tags'] as const
type Criterion = (typeof criteria)[number]

/** What the snapshots of a group have in common, as restic's JSON shows it. */
export interface GroupKey {
  readonly hostname?: string
  readonly paths?: readonly string[]
  readonly tags?: readonly string[]
}

/** Snapshots that agree in their key, in the order they came. */
export interface SnapshotGroup {
  readonly key: GroupKey
  readonly snapshots: readonly Snapshot[]
}

/** Reads `--group-by`; nothing, also an empty text, is no grouping. */
export function readGrouping(text = ''): readonly Criterion[] {
  const words = text.split(',').filter((word) => word !== '')
  return words.map((word) => {
    const found = criteria.find(
      (criterion) => criterion === word || `${criterion}s` === word || criterion === `${word}s`,
    )
    if (found === undefined) throw wrongFlag('--group-by', text, 'host, paths and tags, separated by comma')
    return found
  })
}

/** Parts snapshots by what they have in common; without criteria there is one group. */
export function groupSnapshots(snapshots: readonly Snapshot[], grouping: readonly Criterion[]): SnapshotGroup[] {
  const keyOf = ({ hostname, paths, tags }: Snapshot): GroupKey => ({
    ...(grouping.includes('host') && { hostname }),
    ...(grouping.includes('paths') && { paths: paths.toSorted() }),
    ...(grouping.includes('tags') && { tags: tags.toSorted() }),
  })
  const groups = Map.groupBy(snapshots, (snapshot) => JSON.stringify(keyOf(snapshot)))
  return [...groups.values()].flatMap((members) => {
    const [first] = members
    return first === undefined ? [] : [{ key: keyOf(first), snapshots: members }]
  })
}

/** The last `count` of each host and set of paths, in the order they came. */
export function newestOfEach(snapshots: readonly Snapshot[], count: number): readonly Snapshot[] {
  const kept = new Set(groupSnapshots(snapshots, ['host', 'paths']).flatMap((group) => group.snapshots.slice(-count)))
  return snapshots.filter((snapshot) => kept.has(snapshot))
}
