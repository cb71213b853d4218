import type { z } from 'zod'

/** ISO text of a stored instant. */
export function instantText(ms: number): string {
  return new Date(ms).toISOString()
}

export function instantTextOrNull(ms: number | null): string | null {
  return ms === null ? null : instantText(ms)
}

export function flag(value: boolean): 0 | 1 {
  return value ? 1 : 0
}

/** A JSON column, checked against what it must hold. */
export function fromJson<T>(text: string, shape: z.ZodType<T>): T {
  return shape.parse(JSON.parse(text))
}
