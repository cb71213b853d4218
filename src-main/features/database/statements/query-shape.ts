import { createHash } from 'node:crypto'
import { type SqlToken, sqlTokens } from './sql-tokens.ts'
import { canBePlanned } from './statement-kind.ts'

const longestRead = 20_000
const longestShown = 2_000

/** What statements have in common that differ in their values alone. */
export interface StatementShape {
  readonly id: string
  /** Without values, cut at 2,000 characters. */
  readonly sql: string
  readonly canExplain: boolean
}

/** Values and lists of values become one sign each, so that text that was written with values tells none of them. */
export function shapeOf(sql: string): StatementShape {
  const whole = withoutValues(sql.slice(0, longestRead))
  const canExplain = canBePlanned(whole)
  const id = createHash('sha256').update(whole).digest('hex').slice(0, 16)
  return { id, canExplain, sql: whole.length > longestShown ? `${whole.slice(0, longestShown - 1)}…` : whole }
}

function withoutValues(sql: string): string {
  const text = sqlTokens(sql)
    .map((token) => `${token.isSpaced ? ' ' : ''}${textOf(token)}`)
    .join('')
    .trim()
  return text.replaceAll(/\(\?(?:, ?\?)*\)/g, '(…)').replaceAll(/\(…\)(?:, ?\(…\))+/g, '(…), …')
}

function textOf({ kind, text }: SqlToken): string {
  if (kind === 'literal' || kind === 'placeholder') return '?'
  return kind === 'name' ? `"${text.replaceAll('"', '""')}"` : text
}
