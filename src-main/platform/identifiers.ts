import { v7 } from 'uuid'

/** A new id: UUIDv7 text, rising within this process, so that newer rows sort after older ones. */
export function newId(): string {
  return v7()
}
