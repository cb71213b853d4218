import { posix, sep } from 'node:path'
import { type ComponentMatcher, compileComponent } from './glob.ts'

const root = '/'
const anyNumberOfFolders = null
type Part = ComponentMatcher | typeof anyNumberOfFolders

/** A compiled exclude pattern: `original` is the text it came from. */
export interface Pattern {
  readonly original: string
  readonly negated: boolean
  readonly rooted: boolean
  readonly parts: readonly Part[]
}

/** Splits a path into its components; an absolute path starts with the component `/`. */
export function splitPath(path: string): string[] {
  const parts = (sep === '\\' ? path.replaceAll('\\', '/') : path).split('/')
  if (parts[0] === '') parts[0] = root
  if (parts.length > 1 && parts.at(-1) === '') parts.pop()
  return parts
}

/** Compiles a pattern; fails with `invalid-pattern`. A leading `!` takes back what earlier patterns excluded. */
export function compilePattern(original: string, caseInsensitive: boolean): Pattern {
  const negated = original.startsWith('!')
  const text = negated ? original.slice(1) : original
  const components = splitPath(posix.normalize(caseInsensitive ? text.toLowerCase() : text))
  return {
    original,
    negated,
    rooted: components[0] === root,
    parts: components.map((part) => (part === '**' ? anyNumberOfFolders : compileComponent(part, original))),
  }
}

/**
 * Whether the pattern matches a path or one of the folders above it, as long as the match ends behind the first `chosen` components.
 * A pattern that does not start with `/` may start at any folder; `**` stands for any number of folders.
 */
export function matchesPattern(pattern: Pattern, components: readonly string[], chosen = 0): boolean {
  const { parts } = pattern
  let part = 0
  let component = pattern.rooted || components[0] !== root ? 0 : 1
  let retryPart = pattern.rooted ? -1 : 0
  let retryComponent = component
  while (part < parts.length || component <= chosen) {
    const matcher = parts[part]
    const name = components[component]
    if (matcher === anyNumberOfFolders) {
      part += 1
      retryPart = part
      retryComponent = component
    } else if (name === undefined) {
      return false
    } else if (matcher?.(name) === true) {
      part += 1
      component += 1
    } else if (retryPart < 0) {
      return false
    } else {
      retryComponent += 1
      component = retryComponent
      part = retryPart
    }
  }
  return true
}
