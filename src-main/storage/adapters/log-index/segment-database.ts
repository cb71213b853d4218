import { rmSync } from 'node:fs'
import Database from 'better-sqlite3'
import { SegmentsDamaged } from '#main/engine/logs/index.ts'

const version = 1

const schema = `
  create table segments (
    id integer primary key,
    file_key text not null,
    from_byte integer not null,
    to_byte integer not null,
    lines integer not null,
    base_ms integer not null,
    oldest_ms integer not null,
    newest_ms integer not null,
    is_sorted integer not null,
    lines_by_level text not null,
    times blob not null,
    levels blob not null,
    offsets blob not null
  );
  create table tokens (
    segment_id integer not null,
    token text not null,
    postings blob not null,
    primary key (segment_id, token)
  ) without rowid;
`

/**
 * Opens the file of an index, or one that lies nowhere and goes with its connection for an empty name. Nothing in it is
 * worth a wait for the disk: a file that is damaged, or of another version, is removed and begun anew.
 */
export function openSegmentDatabase(file: string): Database.Database {
  try {
    return prepared(file)
  } catch (error) {
    if (file === '' || !isDamage(error)) throw error
    removeSegmentDatabase(file)
    return prepared(file)
  }
}

/** Removes the file and what belongs to it. */
export function removeSegmentDatabase(file: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true })
}

function prepared(file: string): Database.Database {
  const database = new Database(file)
  try {
    for (const pragma of ['journal_mode = truncate', 'synchronous = off', 'cache_size = -16000', 'temp_store = file']) {
      database.pragma(pragma)
    }
    const found = database.pragma('user_version', { simple: true })
    if (found === 0) database.exec(`begin; ${schema} pragma user_version = ${version}; commit`)
    else if (found !== version) throw new SegmentsDamaged(`the index is of version ${found}`)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** Whether an error says that the file is none of ours any more. */
export function isDamage(error: unknown): boolean {
  if (error instanceof SegmentsDamaged) return true
  return error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB|ERROR|MISMATCH)/.test(error.code)
}
