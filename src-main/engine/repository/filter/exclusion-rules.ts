/** What is left out of a backup. Plain data: it crosses to worker threads. */
export interface ExclusionRules {
  /** Patterns in restic's language (see `createExcludeFilter`). */
  readonly excludes?: readonly string[]
  readonly caseInsensitiveExcludes?: readonly string[]
  /** Leaves out the content of folders marked by a valid CACHEDIR.TAG; the mark itself stays. */
  readonly excludeCaches?: boolean
  /** Names of files, optionally `name:beginning of content`, whose presence leaves out everything beside them. */
  readonly excludeIfPresent?: readonly string[]
  /** Leaves out files larger than this. */
  readonly excludeLargerThanBytes?: number
  /** Stays on the file system of each source; mount points are kept as empty folders. */
  readonly oneFileSystem?: boolean
}

/** Why an entry is left out. */
export type Exclusion =
  | { readonly reason: 'pattern'; readonly pattern: string }
  | { readonly reason: 'marker'; readonly marker: string }
  | { readonly reason: 'too-large' }
  | { readonly reason: 'other-file-system' }

/** The file name and content that mark a cache folder. See https://bford.info/cachedir/ */
const cacheMarker = 'CACHEDIR.TAG:Signature: 8a477f597d28d172789f06886806bc55'

/** A file that marks its folder: it must begin with `beginning`. */
export interface FolderMarker {
  readonly name: string
  readonly beginning: string
}

/** The markers the rules ask for. */
export function folderMarkers(rules: ExclusionRules): FolderMarker[] {
  const texts = [...(rules.excludeIfPresent ?? []), ...(rules.excludeCaches ? [cacheMarker] : [])]
  return texts.map((text) => {
    const colon = text.indexOf(':')
    return colon < 0 ? { name: text, beginning: '' } : { name: text.slice(0, colon), beginning: text.slice(colon + 1) }
  })
}

/** The rules alone, without whatever else the object carries: only plain data crosses to a worker thread. */
export function rulesOnly(rules: ExclusionRules): ExclusionRules {
  const { excludes = [], caseInsensitiveExcludes = [], excludeIfPresent = [], excludeLargerThanBytes } = rules
  return {
    excludes,
    caseInsensitiveExcludes,
    excludeIfPresent,
    excludeCaches: rules.excludeCaches ?? false,
    oneFileSystem: rules.oneFileSystem ?? false,
    ...(excludeLargerThanBytes !== undefined && { excludeLargerThanBytes }),
  }
}
