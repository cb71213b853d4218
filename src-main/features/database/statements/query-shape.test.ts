import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shapeOf } from './query-shape.ts'

describe('shapeOf', () => {
  it('gives statements that differ in values alone one shape', () => {
    const one = shapeOf(`select "id" from "tasks" where "state" = 'failed' and "attempt" > 3 -- why`)
    const other = shapeOf(`select  "id" from "tasks"\n where "state" = $1 and "attempt" > ?`)
    expect(one).toEqual(other)
    expect(one.sql).toBe('select "id" from "tasks" where "state" = ? and "attempt" > ?')
    expect(one.id).toMatch(/^[0-9a-f]{16}$/)
  })

  it('makes no difference between short and long lists', () => {
    const shapes = ['(?)', '(?, ?)', '($1, $2, $3)'].map((list) => shapeOf(`select 1 from t where id in ${list}`))
    expect(new Set(shapes.map(({ sql }) => sql))).toEqual(new Set(['select ? from t where id in (…)']))
    expect(shapeOf('insert into t values (?, ?), (?, ?), (?, ?)').id).toBe(
      shapeOf('insert into t values (?, ?), (?, ?)').id,
    )
  })

  it('keeps names and different statements apart', () => {
    expect(shapeOf('select a from t').id).not.toBe(shapeOf('select b from t').id)
    expect(shapeOf('select "Odd ""name""" from t').sql).toBe('select "Odd ""name""" from t')
  })

  it('never shows a quoted value, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (value) => {
        const text = shapeOf(`select x from t where a = '${value.replaceAll("'", "''")}' and b = 'secret'`).sql
        expect(text).toBe('select x from t where a = ? and b = ?')
      }),
    )
  })

  it('reads any text at all and stays short', () => {
    fc.assert(fc.property(fc.string({ maxLength: 300, unit: 'binary' }), (text) => shapeOf(text).sql.length <= 2_000))
    expect(shapeOf(`select ${'a, '.repeat(20_000)}`).sql).toHaveLength(2_000)
  })
})
