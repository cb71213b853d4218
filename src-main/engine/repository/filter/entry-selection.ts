import { closeSync, readSync } from 'node:fs'
import { type EntryStatus, openForReading } from '#main/engine/filesystem/index.ts'
import { nodeTypeOf } from '../go-file-mode.ts'
import { createExcludeFilter, type ExcludeFilter } from './exclude-filter.ts'
import { type Exclusion, type ExclusionRules, type FolderMarker, folderMarkers } from './exclusion-rules.ts'
import { pathBytesOf } from './path-text.ts'
import { splitPath } from './pattern.ts'

/** Where a walk began: what was chosen by name is not excluded by a pattern that fits it, and its file system is the one to stay on. */
export interface WalkOrigin {
  readonly path: string
  readonly device: bigint
}

/** Applies exclusion rules while a folder tree is walked. Sources themselves are never excluded: ask only about what lies below. */
export class EntrySelection {
  readonly #filter: ExcludeFilter
  readonly #markers: readonly FolderMarker[]
  readonly #rules: ExclusionRules

  /** Fails with `invalid-pattern`. */
  constructor(rules: ExclusionRules) {
    this.#rules = rules
    this.#markers = folderMarkers(rules)
    this.#filter = createExcludeFilter({
      patterns: rules.excludes ?? [],
      caseInsensitivePatterns: rules.caseInsensitiveExcludes ?? [],
    })
  }

  /** The markers that a folder with these names really carries. */
  presentMarkers(folder: string, names: readonly string[]): FolderMarker[] {
    return this.#markers.filter((marker) => names.includes(marker.name) && hasBeginning(folder, marker))
  }

  /** Decides without looking at the entry itself. */
  byName(path: string, name: string, markers: readonly FolderMarker[], origin: WalkOrigin): Exclusion | undefined {
    const marker = markers.find((candidate) => candidate.name !== name)
    if (marker !== undefined) return { reason: 'marker', marker: marker.name }
    const pattern = this.#filter.match(path, splitPath(origin.path).length)
    return pattern === undefined ? undefined : { reason: 'pattern', pattern }
  }

  /** Decides by what the file system says of the entry. */
  byStatus(status: EntryStatus, { device }: WalkOrigin): Exclusion | undefined {
    if (nodeTypeOf(status.mode) === 'dir') return undefined
    if (this.#rules.oneFileSystem && status.deviceId !== device) return { reason: 'other-file-system' }
    const limit = this.#rules.excludeLargerThanBytes
    return limit !== undefined && status.sizeBytes > limit ? { reason: 'too-large' } : undefined
  }

  /** Whether the content of a folder is to be looked at: not below a mount point when the rules say so. */
  entersFolder(status: EntryStatus, { device }: WalkOrigin): boolean {
    return !this.#rules.oneFileSystem || status.deviceId === device
  }
}

/** A marker that cannot be read, or with other content, marks nothing: rather too much in a backup than too little. */
function hasBeginning(folder: string, marker: FolderMarker): boolean {
  if (marker.beginning === '') return true
  const wanted = Buffer.from(marker.beginning)
  const found = Buffer.alloc(wanted.length)
  let file: number | undefined
  try {
    file = openForReading(pathBytesOf(`${folder}/${marker.name}`))
    return readSync(file, found) === wanted.length && found.equals(wanted)
  } catch {
    return false
  } finally {
    if (file !== undefined) closeSync(file)
  }
}
