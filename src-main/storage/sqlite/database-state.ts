import { readFile, rename, writeFile } from 'node:fs/promises'
import { z } from 'zod'

const stateSchema = z.object({
  /** False while the database is open and after a stop that was none. */
  closedCleanly: z.boolean(),
  /** Whether tables were in it: a file of no bytes is damage then. */
  hasContent: z.boolean(),
  /** Set by an unclean stop, taken back by a full check that found nothing. */
  fullCheckDue: z.boolean(),
  /** When the last full check found nothing; 0 is never. */
  checkedAtMs: z.number(),
  /** Damage that was found while the database was in use, and is dealt with at the next opening. */
  findings: z.array(z.string()),
  /** Where a damaged database was moved to, until a person has decided. */
  quarantine: z.object({ path: z.string(), findings: z.array(z.string()) }).nullable(),
})

/** What is remembered about a database file beside it, because a damaged file cannot say it itself. */
export type DatabaseState = z.infer<typeof stateSchema>

const unknownState: DatabaseState = {
  closedCleanly: false,
  hasContent: false,
  fullCheckDue: false,
  checkedAtMs: 0,
  findings: [],
  quarantine: null,
}

function stateFile(databaseFile: string): string {
  return `${databaseFile}.state.json`
}

/** The state of the database at this place; one that was never recorded counts as not closed cleanly. */
export async function readState(databaseFile: string): Promise<DatabaseState> {
  const text = await readFile(stateFile(databaseFile), 'utf8').catch(() => null)
  return text === null ? unknownState : parseState(text)
}

export async function writeState(databaseFile: string, state: DatabaseState): Promise<void> {
  const file = stateFile(databaseFile)
  await writeFile(`${file}.new`, JSON.stringify(state), { mode: 0o600, flush: true })
  await rename(`${file}.new`, file)
}

function parseState(text: string): DatabaseState {
  try {
    return stateSchema.parse(JSON.parse(text))
  } catch {
    return unknownState
  }
}
