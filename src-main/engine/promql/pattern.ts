import { RE2JS } from 're2js'

const kept = new Map<string, RE2JS>()
const mostKept = 500

/** A pattern of RE2 that matches whole values, line breaks included. Throws where it is none. */
export function compilePattern(pattern: string): RE2JS {
  const known = kept.get(pattern)
  if (known !== undefined) return known
  const compiled = RE2JS.compile(`^(?s:${pattern})$`)
  if (kept.size >= mostKept) kept.clear()
  kept.set(pattern, compiled)
  return compiled
}

export function isPattern(text: string): boolean {
  try {
    compilePattern(text)
    return true
  } catch {
    return false
  }
}
