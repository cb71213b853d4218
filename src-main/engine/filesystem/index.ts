/** What Node's `fs` lacks, for raw byte paths: on Linux and macOS through the C library, on Windows as far as Node reaches. Synchronous, usable in worker threads. */
export type { EntryStatus } from './entry.ts'
export {
  type EntryAttribute,
  listExtendedAttributes,
  readExtendedAttribute,
  readExtendedAttributes,
  removeExtendedAttribute,
  writeExtendedAttribute,
} from './extended-attributes.ts'
export { changeMode } from './mode.ts'
export { openBeneath, openForReading } from './open.ts'
export { groupName, userName } from './owner-names.ts'
export { type DataRegion, dataRegions } from './sparse.ts'
export { makeDevice, makeFifo } from './special-files.ts'
export { readDirectory, readEntryStatus, readLinkTarget, readOpenStatus } from './status.ts'
export { SystemCallError, systemErrorCode, UnsupportedError } from './system-call-error.ts'
export { setTimes } from './times.ts'
