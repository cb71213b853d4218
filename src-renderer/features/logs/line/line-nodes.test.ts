import { describe, expect, it } from 'vitest'
import { lineNodes, readLine } from './line-nodes.ts'

const shown = (value: unknown, closed: readonly string[] = []) =>
  lineNodes(value, new Set(closed)).map(({ level, label }) => `${' '.repeat(level - 1)}${label}`)

describe('the parts of a line', () => {
  const value = { level: 'ERROR', job: { id: 7, paths: ['/a', '/b'] }, stack_trace: 'Error: no\n  at run', none: {} }

  it('are shown with what lies within, texts of several rows row by row', () => {
    expect(shown(value)).toEqual([
      'level: ERROR',
      'job: {2}',
      ' id: 7',
      ' paths: [2]',
      '  0: /a',
      '  1: /b',
      'stack_trace: Error: no',
      ' 1: Error: no',
      ' 2:   at run',
      'none: {}',
    ])
  })

  it('are not shown where they are closed', () => {
    expect(shown(value, ['/job', '/stack_trace'])).toEqual([
      'level: ERROR',
      'job: {2}',
      'stack_trace: Error: no',
      'none: {}',
    ])
  })

  it('end somewhere, however long the line is', () => {
    expect(lineNodes(Array.from({ length: 5_000 }, String), new Set())).toHaveLength(2_000)
  })
})

it('reads objects alone; other lines are text', () => {
  expect(readLine('{"a":1}')).toEqual({ a: 1 })
  expect(readLine('Nov 22 10:00 kernel: {')).toBeNull()
  expect(readLine('17')).toBeNull()
  expect(readLine('null')).toBeNull()
})
