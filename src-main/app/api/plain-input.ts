import { AppError } from '#shared/contract/errors.ts'

const deepest = 32
const mostValues = 100_000
const poison = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Refuses input before its schema sees it: nested too deeply, too many values, or keys that name prototypes, or
 * texts with NUL, which PostgreSQL and file systems cannot hold. Walks with a list of its own, so that no depth of nesting
 * can exhaust the stack.
 */
export function assertPlainInput(input: unknown): void {
  const open: { value: unknown; depth: number; path: string }[] = [{ value: input, depth: 0, path: '' }]
  let seen = 0
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth, path } = next
    if (typeof value === 'string' && value.includes('\0')) refuse(path.slice(0, 200), 'character-not-allowed')
    if (typeof value !== 'object' || value === null || value instanceof Date) continue
    if (depth > deepest) refuse(path.slice(0, 200), 'nested-too-deeply')
    for (const [key, child] of Object.entries(value)) {
      seen += 1
      if (seen > mostValues) refuse('', 'too-many-values')
      const childPath = path === '' ? key : `${path}.${key}`
      if (poison.has(key) || key.includes('\0')) refuse(childPath.slice(0, 200), 'key-not-allowed')
      open.push({ value: child, depth: depth + 1, path: childPath })
    }
  }
}

function refuse(path: string, message: string): never {
  throw new AppError('VALIDATION', { issues: [{ path, message }] })
}
