import { describe, expect, it } from 'vitest'
import { AppError, isAppError } from '#shared/contract/errors.ts'
import { assertPlainInput } from './plain-input.ts'

function nested(depth: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < depth; level += 1) value = [value]
  return value
}

describe('input before its schema', () => {
  it.each([undefined, null, 1, 'text', { a: [{ b: 1 }] }, new Date(0), nested(30)])(
    'lets plain values pass',
    (input) => {
      expect(() => assertPlainInput(input)).not.toThrow()
    },
  )

  it.each(['{"__proto__":{"a":1}}', '{"a":{"constructor":1}}', '[{"prototype":{}}]'])('refuses %s', (json) => {
    expect(() => assertPlainInput(JSON.parse(json))).toThrow(AppError)
  })

  it.each([{ name: 'a\0b' }, { 'a\0b': 1 }, [['\0']], '\0'])('refuses text with NUL: %j', (input) => {
    expect(() => assertPlainInput(input)).toThrow('not-allowed')
  })

  it('refuses any depth of nesting without exhausting the stack', () => {
    expect(() => assertPlainInput(nested(100_000))).toThrow('nested-too-deeply')
  })

  it('refuses a circle', () => {
    const circle: { self?: unknown } = {}
    circle.self = circle
    expect(() => assertPlainInput(circle)).toThrow('nested-too-deeply')
  })

  it('refuses more values than any call needs', () => {
    try {
      assertPlainInput(Array<number>(200_000).fill(1))
      expect.unreachable()
    } catch (error) {
      expect(isAppError(error, 'VALIDATION')).toBe(true)
    }
  })
})
