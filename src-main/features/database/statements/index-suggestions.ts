import type { IndexSuggestion } from '#shared/features/database/contract.ts'
import type { Catalogue, CatalogueTable } from '../repository/catalogue.ts'
import { type ColumnUse, columnUses, tableAliases } from './column-uses.ts'

/** Below this reading the whole table is as quick as any index. */
const fewestRows = 1_000
const mostEqualities = 3
const mostColumns = 5

const wholeRead = /\bSeq Scan on "?([^\s"]+)"?|^SCAN (\S+)$/
const wholeReadInOrder = /^SCAN (\S+) USING (?:COVERING )?INDEX /

/**
 * The tables that a plan reads from end to end, by their own names. Walking an index of SQLite counts as well, but for
 * queries with a limit, which may end early.
 */
export function wholeScans(plan: readonly string[], sql: string, { tables }: Catalogue): readonly string[] {
  const aliases = tableAliases(sql)
  const mayEndEarly = /\blimit\b/i.test(sql)
  const names = plan.flatMap((line) => {
    const found = wholeRead.exec(line) ?? (mayEndEarly ? null : wholeReadInOrder.exec(line))
    const name = found?.[1] ?? found?.[2]
    const table = name === undefined ? undefined : (aliases.get(name) ?? name)
    return table !== undefined && tables.has(table) ? [table] : []
  })
  return [...new Set(names)]
}

/**
 * Indexes that could spare those scans: the columns compared for equality first, then one range or the order. A rule of
 * thumb that knows nothing of the values, so trying comes before believing. Small tables get none.
 */
export function suggestIndexes(scans: readonly string[], sql: string, catalogue: Catalogue): IndexSuggestion[] {
  const aliases = tableAliases(sql)
  const uses = columnUses(sql)
  return scans.flatMap((name) => {
    const table = catalogue.tables.get(name)
    if (table === undefined || table.rows < fewestRows) return []
    const chosen = chooseColumns(uses.filter((use) => isOf(use, name, table, aliases)))
    const columns = chosen.map(({ column }) => column)
    if (columns.length === 0 || table.indexes.some((index) => startsWith(index.columns, columns))) return []
    return [{ sql: indexStatement(name, columns), table: name, columns, uses: chosen.map(({ use }) => use) }]
  })
}

/** Name of an index over columns of a table, as the engines take it: at most 63 characters. */
export function indexName(table: string, columns: readonly string[]): string {
  return `${table}_by_${columns.join('_')}`.slice(0, 63)
}

function indexStatement(table: string, columns: readonly string[]): string {
  return `create index ${indexName(table, columns)} on ${table} (${columns.join(', ')})`
}

function isOf({ of, column }: ColumnUse, name: string, table: CatalogueTable, aliases: ReadonlyMap<string, string>) {
  return table.columns.includes(column) && (of === null || (aliases.get(of) ?? of) === name)
}

function chooseColumns(uses: readonly ColumnUse[]): readonly ColumnUse[] {
  const met = new Set<string>()
  const first = (use: ColumnUse['use']) =>
    uses.filter((one) => {
      if (one.use !== use || met.has(one.column)) return false
      met.add(one.column)
      return true
    })
  const equalities = first('equality').slice(0, mostEqualities)
  const ranges = first('range').slice(0, 1)
  return [...equalities, ...(ranges.length > 0 ? ranges : first('order'))].slice(0, mostColumns)
}

function startsWith(whole: readonly string[], start: readonly string[]): boolean {
  return start.every((column, at) => whole[at] === column)
}
