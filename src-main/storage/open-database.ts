import type { DatabaseHandle, Storage } from './storage.ts'

/** An open database whatever its schema: what migrations need beside `Storage`. */
export interface OpenDatabase extends Storage {
  /** One process at a time runs `work`; the others wait until it is done or gone. */
  withMigrationLock<T>(work: () => Promise<T>): Promise<T>
  /** Runs `work` under what changes of the schema need: no time limit, no foreign keys enforced before the end. */
  withSchemaChanges<T>(work: () => Promise<T>): Promise<T>
  /** An empty place of the same engine in which a schema can be tried; it is gone afterwards. */
  withScratch<T>(work: (db: DatabaseHandle) => Promise<T>): Promise<T>
  /** Writes a whole copy into `folder`, named after `label`, and resolves with its path. */
  copy(folder: string, label: string): Promise<string>
}
