/** Where a line begins and ends in a text; lines count from 1. */
export function lineSpan(text: string, line: number): { readonly start: number; readonly end: number } {
  const lines = text.split('\n')
  const wanted = Math.min(Math.max(1, line), lines.length)
  const start = lines.slice(0, wanted - 1).reduce((sum, one) => sum + one.length + 1, 0)
  return { start, end: start + (lines[wanted - 1]?.length ?? 0) }
}
