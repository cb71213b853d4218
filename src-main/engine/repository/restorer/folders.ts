import { mkdirSync, unlinkSync } from 'node:fs'
import { changeMode } from '#main/engine/filesystem/index.ts'
import type { Node } from '../model.ts'
import { PlacementError, reportFailure, reportMetadata } from './placement.ts'
import type { RestoreRun } from './restore-run.ts'
import { isLeftAlone, type StandingEntry, standingEntryAt } from './standing-entry.ts'
import { snapshotPath, type WalkedFolder } from './tree-walk.ts'

type FolderState = 'made' | 'existing' | 'unusable'

interface MadeFolder {
  readonly folder: WalkedFolder
  readonly node: Node
  readonly state: FolderState
}

const parentOf = (folder: WalkedFolder) => folder.parent?.relative ?? Buffer.alloc(0)

/** Makes the folders of a restore as they are needed, and gives them their metadata when everything inside is done. */
export class RestoredFolders {
  readonly #run: RestoreRun
  readonly #states = new Map<WalkedFolder, FolderState>()
  readonly #order: MadeFolder[] = []
  /** Folders in use: a file system that takes two names for one would merge them. */
  readonly #identities = new Set<string>()

  constructor(run: RestoreRun) {
    this.#run = run
  }

  /** Whether entries can be put into the folder; makes it and those above it if need be. */
  isUsable(folder: WalkedFolder): boolean {
    return this.#ensure(folder) !== 'unusable'
  }

  /** Whether the folder stood in the target before the restore. */
  existedBefore(folder: WalkedFolder): boolean {
    return this.#ensure(folder) === 'existing'
  }

  /** Sets owner, attributes, times and modes, inner folders first. Existing folders that are merely passed through keep theirs. */
  finish(): void {
    for (const { folder, node, state } of this.#order.toReversed()) {
      const path = snapshotPath(folder.relative)
      const isOurs = state === 'made' || (folder.taken && this.#run.overwrite !== 'never')
      try {
        if (isOurs && !this.#run.dryRun) {
          reportMetadata(this.#run, { path, node }, this.#run.target.atFolder(folder.relative))
        }
        if (state === 'made') this.#run.report.item(path, node, 'created')
        else if (folder.taken) this.#run.report.item(path, node, isOurs ? 'unchanged' : 'skipped')
      } catch (error) {
        reportFailure(this.#run, { path, node }, error)
      }
    }
  }

  #ensure(folder: WalkedFolder): FolderState {
    const known = this.#states.get(folder)
    if (known !== undefined) return known
    const state = this.#make(folder)
    this.#states.set(folder, state)
    if (folder.node && state !== 'unusable') this.#order.push({ folder, node: folder.node, state })
    return state
  }

  #make(folder: WalkedFolder): FolderState {
    const { node, parent } = folder
    if (!node || !parent) return this.#run.target.exists ? 'existing' : 'made'
    const above = this.#ensure(parent)
    if (above === 'unusable') return 'unusable'
    if (this.#run.dryRun && above === 'made') return 'made'
    try {
      return this.#makeInside(folder, node)
    } catch (error) {
      reportFailure(this.#run, { path: snapshotPath(folder.relative), node }, error)
      return 'unusable'
    }
  }

  #makeInside(folder: WalkedFolder, node: Node): FolderState {
    const path = this.#run.target.at(parentOf(folder), node.name)
    const standing = standingEntryAt(path)
    if (standing?.kind === 'dir') return this.#enterExisting(folder, path, standing)
    if (standing && isLeftAlone(node, standing, this.#run.overwrite)) {
      throw new PlacementError('blocked', 'something that is no folder stands at the place')
    }
    if (this.#run.dryRun) return 'made'
    if (standing) unlinkSync(path)
    mkdirSync(path, 0o700)
    this.#identities.add(standingEntryAt(path)?.identity ?? '')
    return 'made'
  }

  #enterExisting(folder: WalkedFolder, path: Buffer, standing: StandingEntry): FolderState {
    if (this.#identities.has(standing.identity)) {
      throw new PlacementError('name-collision', 'the file system takes this name for one already restored')
    }
    this.#identities.add(standing.identity)
    const isClosed = (standing.permissions & 0o700) !== 0o700
    if (isClosed && folder.taken && !this.#run.dryRun) changeMode(path, standing.permissions | 0o700)
    return 'existing'
  }
}
