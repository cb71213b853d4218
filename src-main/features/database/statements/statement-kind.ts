import { sqlTokens } from './sql-tokens.ts'

const planned: ReadonlySet<string> = new Set(['select', 'with', 'values', 'insert', 'update', 'delete'])
const reading: ReadonlySet<string> = new Set(['select', 'values'])
/** What changes something although it is read: locks, settings, sequences, other databases. */
const withEffect = /^(pg_\w+|set_config|setval|nextval|dblink\w*|lo_\w+|load_extension)$/i

/** Whether the engine can be asked for the plan: one statement that works on rows. */
export function canBePlanned(sql: string): boolean {
  const tokens = sqlTokens(sql)
  return planned.has(firstWord(tokens)) && !tokens.some(({ kind, text }) => kind === 'sign' && text === ';')
}

/** Whether carrying it out once more changes nothing. What looks doubtful is none. */
export function onlyReads(sql: string): boolean {
  const tokens = sqlTokens(sql)
  if (!(canBePlanned(sql) && reading.has(firstWord(tokens)))) return false
  const words = tokens.filter(({ kind }) => kind === 'word' || kind === 'name').map(({ text }) => text.toLowerCase())
  if (words.some((word) => withEffect.test(word))) return false
  return !words.some(
    (word, at) => word === 'into' || (word === 'for' && /^(update|share|no|key)$/.test(words[at + 1] ?? '')),
  )
}

function firstWord(tokens: ReturnType<typeof sqlTokens>): string {
  const [first] = tokens
  return first?.kind === 'word' ? first.text.toLowerCase() : ''
}
