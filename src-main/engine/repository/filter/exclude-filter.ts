import { compilePattern, matchesPattern, type Pattern, splitPath } from './pattern.ts'

/** Exclude patterns in restic's language. */
export interface ExcludePatterns {
  readonly patterns: readonly string[]
  /** Patterns that ignore upper and lower case. */
  readonly caseInsensitivePatterns?: readonly string[]
}

/** Says whether a path is excluded, and by which pattern. */
export interface ExcludeFilter {
  /**
   * The pattern that excludes the path (a path text with `/`), or undefined when it is included. The first `chosen` components of the
   * path were chosen by name: a pattern that fits them alone excludes nothing below.
   */
  match(path: string, chosen?: number): string | undefined
}

/**
 * Compiles patterns with restic's meaning: components of filepath.Match, `**`, `/` at the start anchors, `!` includes again
 * what an earlier pattern of the same list excluded. Empty patterns are ignored; a broken one fails with `invalid-pattern`.
 */
export function createExcludeFilter(patterns: ExcludePatterns): ExcludeFilter {
  const exact = compileAll(patterns.patterns, false)
  const folded = compileAll(patterns.caseInsensitivePatterns ?? [], true)
  return {
    match: (path, chosen = 0) =>
      (exact.length === 0 ? undefined : lastMatch(exact, splitPath(path), chosen)) ??
      (folded.length === 0 ? undefined : lastMatch(folded, splitPath(path.toLowerCase()), chosen)),
  }
}

function compileAll(patterns: readonly string[], caseInsensitive: boolean): Pattern[] {
  return patterns.filter((pattern) => pattern !== '').map((pattern) => compilePattern(pattern, caseInsensitive))
}

function lastMatch(patterns: readonly Pattern[], components: readonly string[], chosen: number): string | undefined {
  let excludedBy: string | undefined
  for (const pattern of patterns) {
    const relevant = pattern.negated === (excludedBy !== undefined)
    if (relevant && matchesPattern(pattern, components, chosen))
      excludedBy = pattern.negated ? undefined : pattern.original
  }
  return excludedBy
}
