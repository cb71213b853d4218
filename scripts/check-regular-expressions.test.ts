import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { findSlowExpressions } from './check-regular-expressions.ts'

function foundIn(files: Readonly<Record<string, string>>): readonly string[] {
  const root = mkdtempSync(join(tmpdir(), 'kuraban-expressions-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  mkdirSync(join(root, 'src-main'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, 'src-main', name), text)
  return findSlowExpressions(root).map(({ file, expression, reason }) => `${file} ${expression} ${reason}`)
}

describe('the look for slow regular expressions', () => {
  it.each([
    ['exponential', '/^(a+)+$/', 'exponential'],
    ['exponential by two ways to match the same', '/^(?:\\w|\\d)*$/u', 'exponential'],
    ['cubic', '/^a*a*a*$/', '3rd degree polynomial'],
  ])('catches one that is %s', (_name, expression, reason) => {
    const [found, ...others] = foundIn({ 'planted.ts': `export const planted: RegExp = ${expression}\n` })
    expect(found).toContain(`src-main/planted.ts ${expression} ${reason}`)
    expect(others).toEqual([])
  })

  it('finds them in screens and inside of calls', () => {
    const found = foundIn({ 'planted.tsx': 'export const one = <p>{"a".replace(/(a*)*b/g, "")}</p>\n' })
    expect(found).toEqual([expect.stringContaining('/(a*)*b/g exponential')])
  })

  it('lets through what takes as long as the text is long, and what tests use', () => {
    const linear = 'export const one = /^[a-z]+:\\d{1,5}$/i\n'
    expect(foundIn({ 'linear.ts': linear, 'slow.test.ts': 'export const slow = /^(a+)+$/\n' })).toEqual([])
  })

  it('fails when there is nothing to look at', () => {
    expect(() => foundIn({ 'notes.txt': 'no source' })).toThrow('no source')
  })
})
