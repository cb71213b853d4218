import { hash } from 'node:crypto'
import { linkSync } from 'node:fs'
import type { Node } from '../model.ts'
import { type PlacedEntry, placeEntry, reportFailure, reportMetadata } from './placement.ts'
import type { RestoreRun } from './restore-run.ts'
import { standingEntryAt } from './standing-entry.ts'

interface LinkGroup {
  leader: PlacedEntry
  readonly followers: PlacedEntry[]
}

/** Files that are one file under several names. The first name gets the content, the others become links to it. */
export class HardLinks {
  readonly #groups = new Map<string, LinkGroup>()
  readonly #inPlace = new Set<PlacedEntry>()

  /** Whether the entry waits for another name of the same file. */
  defers(entry: PlacedEntry): boolean {
    const key = fileKey(entry.node)
    if (key === undefined) return false
    const group = this.#groups.get(key)
    if (group) group.followers.push(entry)
    else this.#groups.set(key, { leader: entry, followers: [] })
    return group !== undefined
  }

  /** Says that a file has its content. */
  markInPlace(entry: PlacedEntry): void {
    if (entry.node.links > 1n) this.#inPlace.add(entry)
  }

  /** Links the names of files in place. Answers new leaders: files whose first name did not get its content. */
  link(run: RestoreRun): PlacedEntry[] {
    const leaders: PlacedEntry[] = []
    for (const group of this.#groups.values()) {
      if (this.#inPlace.has(group.leader)) {
        for (const follower of group.followers.splice(0)) linkTo(run, group.leader, follower)
      }
      const next = group.followers.shift()
      if (!next) continue
      group.leader = next
      leaders.push(next)
    }
    return leaders
  }
}

/** Equal for names of one file. The content is part of it, because inode numbers of a hostile or patched snapshot prove nothing. */
function fileKey({ type, links, deviceId, inode, content }: Node): string | undefined {
  if (type !== 'file' || links <= 1n || inode === 0n) return undefined
  return `${deviceId}:${inode}:${hash('sha256', content?.join('') ?? '')}`
}

function linkTo(run: RestoreRun, leader: PlacedEntry, follower: PlacedEntry): void {
  if (run.dryRun) {
    run.report.item(follower.path, follower.node, follower.standing ? 'replaced' : 'created')
    return
  }
  try {
    const at = run.target.at(leader.folder, leader.node.name)
    if (standingEntryAt(at)?.identity === follower.standing?.identity) {
      reportMetadata(run, follower, run.target.at(follower.folder, follower.node.name))
      run.report.item(follower.path, follower.node, 'unchanged')
      return
    }
  } catch (error) {
    reportFailure(run, follower, error)
    return
  }
  placeEntry(run, follower, (path) => linkSync(run.target.at(leader.folder, leader.node.name), path))
}
