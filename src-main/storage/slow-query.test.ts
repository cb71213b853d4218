import { expect, it } from 'vitest'
import { type QuerySummary, slowQueryListener } from './slow-query.ts'

it('reports slow statements cut to 200 characters, and of parameters only type and length', () => {
  const reported: QuerySummary[] = []
  const listener = slowQueryListener((query) => reported.push(query), 100)
  const parameters = ['secret', 42, null, Uint8Array.of(1, 2, 3), 7n] as const
  listener({ sql: 'select 1', parameters, durationMs: 99.9, failed: false, rows: 1 })
  listener({ sql: 'x'.repeat(201), parameters, durationMs: 100, failed: false, rows: 1 })
  expect(reported).toEqual([
    {
      sql: `${'x'.repeat(200)}…`,
      durationMs: 100,
      parameters: [
        { type: 'text', length: 6 },
        { type: 'number', length: null },
        { type: 'null', length: null },
        { type: 'bytes', length: 3 },
        { type: 'number', length: null },
      ],
    },
  ])
})
