import type { Matcher, RE2JS } from 're2js'

const reference = /\$(?:\$|\{(\w+)\}|(\w+))/g

/** Every match replaced as Go's Regexp.ReplaceAllString does: `$1` and `${name}` stand for groups, unknown ones for nothing. */
export function replaceAll(pattern: RE2JS, replacement: string, text: string): string {
  const matcher = pattern.matcher(text)
  let result = ''
  let copied = 0
  let first = true
  while (matcher.find()) {
    const [start, end] = [matcher.start(), matcher.end()]
    const emptyAfterMatch = start === end && start === copied && !first
    if (emptyAfterMatch) continue
    result += text.slice(copied, start) + replacement.replaceAll(reference, (...match) => expanded(matcher, match))
    copied = end
    first = false
  }
  return result + text.slice(copied)
}

function expanded(matcher: Matcher, [whole, braced, bare]: readonly unknown[]): string {
  if (whole === '$$') return '$'
  const name = String(braced ?? bare)
  try {
    return matcher.group(/^\d+$/.test(name) ? Number(name) : name) ?? ''
  } catch {
    return ''
  }
}
