import type { IntegrityReport } from './integrity-watch.ts'

/** Where the SQLite file lies and how it is used. Times are milliseconds. */
export interface SqliteSettings {
  readonly engine: 'sqlite'
  readonly file: string
  /** Readers beside the writer. Default 4; they are opened when they are needed. */
  readonly maximumReaders?: number
  /** Longest wait for another change, of this program or another one. Default 10,000. */
  readonly lockWaitMs?: number
  /** The check of the file waits this long after opening. Default 5,000. */
  readonly checkDelayMs?: number
  /** Hears the result of each check. */
  readonly onIntegrity?: (report: IntegrityReport) => void
}
