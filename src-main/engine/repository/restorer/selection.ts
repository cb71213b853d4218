import { createExcludeFilter, type ExcludeFilter } from '../filter/exclude-filter.ts'
import { compilePattern, matchesPattern, type Pattern, splitPath } from '../filter/pattern.ts'
import type { RestoreOptions } from './model.ts'

type Rules = Pick<
  RestoreOptions,
  'paths' | 'includes' | 'caseInsensitiveIncludes' | 'excludes' | 'caseInsensitiveExcludes'
>

/** Whether an entry is restored, and whether anything below it may be. */
export interface Selected {
  readonly take: boolean
  readonly descend: boolean
}

const nothing: Selected = { take: false, descend: false }
const everything: Selected = { take: true, descend: true }

/** Decides which entries of a snapshot are restored. Fails with `invalid-pattern`. */
export class RestoreSelection {
  readonly #chosen: ReadonlySet<string> | undefined
  readonly #aboveChosen: ReadonlySet<string>
  readonly #found = new Set<string>()
  readonly #includes: readonly Pattern[]
  readonly #foldedIncludes: readonly Pattern[]
  readonly #excludes: ExcludeFilter

  constructor(rules: Rules) {
    const chosen = rules.paths?.map(normalPath) ?? []
    this.#chosen = chosen.length > 0 ? new Set(chosen) : undefined
    this.#aboveChosen = new Set(chosen.flatMap(foldersAbove))
    this.#includes = compileAll(rules.includes, false)
    this.#foldedIncludes = compileAll(rules.caseInsensitiveIncludes, true)
    this.#excludes = createExcludeFilter({
      patterns: rules.excludes ?? [],
      caseInsensitivePatterns: rules.caseInsensitiveExcludes ?? [],
    })
  }

  /** `path` is a path text from the root of the restore; `insideTaken` says that a folder above was taken. */
  select(path: string, insideTaken: boolean): Selected {
    if (this.#excludes.match(path) !== undefined) return nothing
    if (this.#chosen?.has(path)) this.#found.add(path)
    if (insideTaken) return everything
    const isChosen = this.#chosen?.has(path) ?? !this.#hasIncludes
    if (isChosen || this.#matchesInclude(path)) return everything
    return { take: false, descend: this.#hasIncludes || this.#aboveChosen.has(path) }
  }

  /** Whether deleting extra entries may touch this path. */
  covers(path: string): boolean {
    return this.#excludes.match(path) === undefined
  }

  /** Whether the root of the restore itself is taken: nothing was chosen. */
  get takesRoot(): boolean {
    return (this.#chosen === undefined || this.#chosen.has('/')) && !this.#hasIncludes
  }

  /** Chosen paths that `select` was never asked about: the snapshot does not hold them. */
  pathsNotFound(): string[] {
    return [...(this.#chosen ?? [])].filter((path) => path !== '/' && !this.#found.has(path))
  }

  get #hasIncludes(): boolean {
    return this.#includes.length + this.#foldedIncludes.length > 0
  }

  #matchesInclude(path: string): boolean {
    if (!this.#hasIncludes) return false
    const matches = (patterns: readonly Pattern[], parts: string[]) =>
      patterns.some((each) => matchesPattern(each, parts))
    return matches(this.#includes, splitPath(path)) || matches(this.#foldedIncludes, splitPath(path.toLowerCase()))
  }
}

function compileAll(patterns: readonly string[] | undefined, caseInsensitive: boolean): Pattern[] {
  return (patterns ?? []).filter((pattern) => pattern !== '').map((text) => compilePattern(text, caseInsensitive))
}

function normalPath(path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.')
  return `/${parts.join('/')}`
}

function foldersAbove(path: string): string[] {
  const parts = path.split('/').slice(1)
  return parts.map((_, position) => `/${parts.slice(0, position).join('/')}`)
}
