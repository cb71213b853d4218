import { describe, expect, it } from 'vitest'
import { columnUses, tableAliases } from './column-uses.ts'
import { canBePlanned, onlyReads } from './statement-kind.ts'

describe('what a statement may be used for', () => {
  it('plans what works on rows, one statement at a time', () => {
    for (const sql of ['select 1', 'with a as (select 1) select * from a', 'update t set a = 1', 'delete from t']) {
      expect(canBePlanned(sql)).toBe(true)
    }
    for (const sql of ['vacuum', 'create table t (a)', 'select 1; drop table t', 'begin', '', "'select'"]) {
      expect(canBePlanned(sql)).toBe(false)
    }
  })

  it('carries out again only what changes nothing', () => {
    expect(onlyReads(`select "a" from t where b = ';' and c = 'for update'`)).toBe(true)
    for (const sql of [
      'delete from t',
      'with gone as (delete from t returning *) select * from gone',
      'select * from t for update',
      'select * from t FOR NO KEY UPDATE',
      'select * into other from t',
      'select pg_advisory_lock(1)',
      'select "pg_terminate_backend"(1)',
      "select nextval('s')",
      'select 1; delete from t',
    ]) {
      expect(onlyReads(sql), sql).toBe(false)
    }
  })
})

describe('what a statement does with columns', () => {
  it('tells equality, range and order apart, also inside a query in a query', () => {
    const sql = `select "t"."id" from "tasks" as "t" where "t"."queue" = $1 and "run_at" <= $2
      and "kind" in (select "kind" from "kinds" where "name" between 1 and 2) and "node" is not null order by "id" desc`
    expect(columnUses(sql)).toEqual([
      { of: 't', column: 'queue', use: 'equality' },
      { of: null, column: 'run_at', use: 'range' },
      { of: null, column: 'kind', use: 'equality' },
      { of: null, column: 'name', use: 'range' },
      { of: null, column: 'id', use: 'order' },
    ])
    expect(tableAliases(sql)).toEqual(
      new Map([
        ['tasks', 'tasks'],
        ['t', 'tasks'],
        ['kinds', 'kinds'],
      ]),
    )
  })

  it('takes what is set for no condition', () => {
    expect(columnUses('update t set a = 1 where b = 2')).toEqual([{ of: null, column: 'b', use: 'equality' }])
  })
})
