import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { errorRetry } from './error-retry.ts'
import { errorStatus } from './error-status.ts'
import { errorText } from './error-text.ts'
import { type ErrorCode, type ErrorData, errorData } from './errors.ts'
import type { Language } from './identifiers.ts'
import type { ErrorText } from './texts/error-texts.ts'
import { errorsEn } from './texts/errors-en.ts'
import { errorsJa } from './texts/errors-ja.ts'
import { durationText, shortList, sizeText } from './texts/figures.ts'

const codes = Object.keys(errorData) as ErrorCode[]

/** Data of every code, made up from its schema. */
function sampleData(code: ErrorCode): unknown {
  const shape = z.toJSONSchema(errorData[code]).properties ?? {}
  const value = (name: string, schema: z.core.JSONSchema.JSONSchema): unknown => {
    if (schema.enum) return schema.enum[0]
    return { number: 3, boolean: true, array: [] }[String(schema.type)] ?? name
  }
  return Object.fromEntries(
    Object.entries(shape).map(([name, schema]) => [name, typeof schema === 'object' ? value(name, schema) : name]),
  )
}

function textOf<C extends ErrorCode>(language: Language, code: C): ErrorText {
  return errorText(language, code, errorData[code].parse(sampleData(code)) as ErrorData<C>)
}

function textsOf(language: Language): [ErrorCode, ErrorText][] {
  return codes.map((code) => [code, textOf(language, code)])
}

describe('error maps', () => {
  it('have a status between 400 and 599 and an advice for every code', () => {
    for (const code of codes) {
      expect(errorStatus[code], code).toBeGreaterThanOrEqual(400)
      expect(errorStatus[code], code).toBeLessThan(600)
      expect(errorRetry[code], code).toMatch(/^(never|later|after-change)$/)
    }
    expect(Object.keys(errorStatus).toSorted()).toEqual(codes.toSorted())
    expect(Object.keys(errorRetry).toSorted()).toEqual(codes.toSorted())
  })

  it('have a text in both languages for every code', () => {
    expect(Object.keys(errorsJa).toSorted()).toEqual(codes.toSorted())
    expect(Object.keys(errorsEn).toSorted()).toEqual(codes.toSorted())
  })

  it('say what happened and what to do in whole sentences, and keep titles short', () => {
    for (const [code, text] of textsOf('ja')) {
      expect(text.title, code).toMatch(/^[^。]{4,40}$/)
      expect(text.whatHappened, code).toMatch(/。$/)
      expect(text.whatToDo, code).toMatch(/。$/)
      expect(text.whatWasKept ?? '。', code).toMatch(/。$/)
    }
    for (const [code, text] of textsOf('en')) {
      expect(text.title, code).toMatch(/^[A-Z].{5,60}[^.]$/)
      expect(text.whatHappened, code).toMatch(/\.$/)
      expect(text.whatToDo, code).toMatch(/\.$/)
      expect(text.whatWasKept ?? '.', code).toMatch(/\.$/)
    }
  })

  it('write the data into the sentence', () => {
    expect(errorText('ja', 'PAYLOAD_TOO_LARGE', { limitBytes: 10_000_000 }).whatHappened).toContain('10 MB')
    expect(errorText('en', 'TASK_TIMED_OUT', { timeLimitMs: 3_600_000 }).whatHappened).toContain('1 h')
    expect(errorText('ja', 'NOT_FOUND', { resource: 'backup-job', id: 'x' }).title).toBe(
      'バックアップジョブが見つかりません',
    )
    const locked = { hostname: 'h', username: 'u', pid: 1, exclusive: true, lockedAt: '2026-11-22T00:30:00Z' }
    expect(errorText('ja', 'REPOSITORY_LOCKED', locked).whatHappened).toContain('2026/11/22 9:30')
    const failed = { operation: 'write', file: 'data/1', reason: 'EIO' }
    expect(errorText('ja', 'REPOSITORY_STORAGE_FAILED', failed).whatHappened).toContain('書き込みに失敗')
    expect(errorText('en', 'RESTORE_TARGET_UNUSABLE', { path: '/x', reason: 'not-writable' }).whatHappened).toContain(
      'it may not be written',
    )
  })
})

describe('figures in sentences', () => {
  it('write sizes in decimal units', () => {
    expect([0, 999, 1000, 1_234_567, 10_000_000].map(sizeText)).toEqual(['0 B', '999 B', '1 kB', '1.2 MB', '10 MB'])
  })

  it('write durations with their two largest units', () => {
    expect(durationText('ja', 192_000)).toBe('3分12秒')
    expect(durationText('en', 192_000)).toBe('3 min 12 s')
    expect(durationText('en', 3_600_000)).toBe('1 h')
    expect(durationText('en', 10)).toBe('1 s')
  })

  it('cut long lists and say how many are left out', () => {
    expect(shortList('en', ['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c and 2 more')
    expect(shortList('ja', ['a', 'b', 'c', 'd', 'e'])).toBe('a、b、c ほか2件')
  })
})
