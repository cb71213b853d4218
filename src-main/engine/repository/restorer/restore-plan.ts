import type { Node } from '../model.ts'
import type { ExactFolder } from './extra-entries.ts'
import { compareFiles } from './file-comparison.ts'
import { restoreContents } from './file-contents.ts'
import { RestoredFolders } from './folders.ts'
import { HardLinks } from './hard-links.ts'
import type { RestoreProblemCode } from './model.ts'
import { type PlacedEntry, PlacementError, reportFailure, reportMetadata } from './placement.ts'
import type { RestoreRun } from './restore-run.ts'
import { groupsThatFit } from './room-on-disk.ts'
import { decideFile, isLeftAlone, standingEntryAt } from './standing-entry.ts'
import { joinRelative } from './target-folder.ts'
import { snapshotPath, type TreeVisitor, type WalkedFolder } from './tree-walk.ts'

/** A window is restored before more folders are read, so that memory does not grow with the snapshot. */
const windowLimits = { files: 20_000, blobs: 200_000 } as const

/** Collects what the walk finds and restores files window by window; the rest waits until all files are done. */
export class RestorePlan implements TreeVisitor {
  readonly #run: RestoreRun
  readonly #hardLinks = new HardLinks()
  #toWrite: PlacedEntry[] = []
  #toCompare: PlacedEntry[] = []
  #toKeep: PlacedEntry[] = []
  #blobs = 0
  readonly folders: RestoredFolders
  readonly special: PlacedEntry[] = []
  readonly exactFolders: ExactFolder[] = []
  /** Set when deleting extra entries could hurt: names were refused or folders could not be read. */
  deletionRefused = false

  constructor(run: RestoreRun) {
    this.#run = run
    this.folders = new RestoredFolders(run)
  }

  folder(folder: WalkedFolder, names: ReadonlySet<string>): void {
    if (!folder.taken) return
    const usable = this.folders.isUsable(folder)
    if (usable && this.#run.deleteExtra && this.folders.existedBefore(folder)) {
      this.exactFolders.push({ relative: folder.relative, names })
    }
  }

  problem(code: RestoreProblemCode, path: Uint8Array, reason: string): void {
    this.deletionRefused = true
    this.#run.report.problem(code, path, reason)
  }

  async entry(node: Node, folder: WalkedFolder): Promise<void> {
    const path = snapshotPath(joinRelative(folder.relative, node.name))
    if (node.type === 'file') this.#run.report.expect(Number(node.size))
    try {
      this.#sortIn(node, folder, path)
    } catch (error) {
      reportFailure(this.#run, { path, node }, error)
    }
    const files = this.#toWrite.length + this.#toCompare.length + this.#toKeep.length
    if (files >= windowLimits.files || this.#blobs >= windowLimits.blobs) await this.flush()
  }

  #sortIn(node: Node, folder: WalkedFolder, path: Uint8Array): void {
    if (!this.folders.isUsable(folder)) throw new PlacementError('blocked', 'the folder above could not be made')
    const standing = this.folders.existedBefore(folder)
      ? standingEntryAt(this.#run.target.at(folder.relative, node.name))
      : undefined
    const entry: PlacedEntry = { path, folder: folder.relative, node, standing }
    if (node.type === 'file') this.#sortInFile(entry)
    else if (standing && isLeftAlone(node, standing, this.#run.overwrite)) this.#run.report.item(path, node, 'skipped')
    else this.special.push(entry)
  }

  #sortInFile(entry: PlacedEntry): void {
    const { node, standing, path } = entry
    if (node.content === null) throw new PlacementError('damaged', 'the file has no list of contents')
    const decision = decideFile(node, standing, this.#run.overwrite)
    if (decision === 'skip') this.#run.report.item(path, node, 'skipped')
    else if (this.#hardLinks.defers(entry)) return
    else if (decision === 'write') this.#toWrite.push(entry)
    else if (decision === 'compare') this.#toCompare.push(entry)
    else this.#toKeep.push(entry)
    this.#blobs += node.content.length
  }

  /** Restores the files collected so far. */
  async flush(): Promise<void> {
    const [write, compare, keep] = [this.#toWrite, this.#toCompare, this.#toKeep]
    this.#toWrite = []
    this.#toCompare = []
    this.#toKeep = []
    this.#blobs = 0
    await compareFiles(this.#run, compare, (entry, equal) => {
      if (equal) this.#keep(entry)
      else write.push(entry)
    })
    for (const entry of keep) this.#keep(entry)
    const written = this.#run.dryRun ? this.#pretend(write) : await this.#write(write)
    for (const entry of written) this.#hardLinks.markInPlace(entry)
    if (this.#run.verify && !this.#run.dryRun) await this.#verify([...written, ...keep])
  }

  /** Makes the other names of files with several; where the first name failed the next one gets the content. */
  async linkNames(): Promise<void> {
    for (;;) {
      const leaders = this.#hardLinks.link(this.#run)
      if (leaders.length === 0) return
      this.#toWrite.push(...leaders)
      await this.flush()
    }
  }

  #keep(entry: PlacedEntry): void {
    try {
      if (!this.#run.dryRun) reportMetadata(this.#run, entry, this.#run.target.at(entry.folder, entry.node.name))
      this.#hardLinks.markInPlace(entry)
      this.#run.report.item(entry.path, entry.node, 'unchanged')
    } catch (error) {
      reportFailure(this.#run, entry, error)
    }
  }

  async #write(entries: readonly PlacedEntry[]): Promise<PlacedEntry[]> {
    const written: PlacedEntry[] = []
    for (const group of groupsThatFit(this.#run.target, entries)) {
      written.push(...(await restoreContents(this.#run, group)))
    }
    return written
  }

  #pretend(entries: readonly PlacedEntry[]): readonly PlacedEntry[] {
    for (const { path, node, standing } of entries) this.#run.report.item(path, node, standing ? 'replaced' : 'created')
    return entries
  }

  async #verify(entries: readonly PlacedEntry[]): Promise<void> {
    await compareFiles(this.#run, entries, (entry, equal, reason) => {
      if (equal) this.#run.report.verified()
      else this.#run.report.problem('verify-failed', entry.path, reason)
      this.#run.report.progress('verify')
    })
  }
}
