/** The repository engine's front door: reads and writes the open restic repository format. */
export { backup } from './archiver/backup.ts'
export type {
  BackupOptions,
  BackupProblem,
  BackupProblemCode,
  BackupProgress,
  BackupResult,
} from './archiver/options.ts'
export type { Backend, ByteRange, FileHandle, ListedFile } from './backend/backend.ts'
export { LocalBackend } from './backend/local.ts'
export { MemoryBackend } from './backend/memory.ts'
export type { BlobIndex, IndexedBlob } from './blob-index/blob-index.ts'
export { openVerifiedBlob } from './blob-reader.ts'
export { type Chunker, chunkerLimits, createChunker } from './chunker/chunker.ts'
export { randomPolynomial } from './chunker/polynomial.ts'
export { repositoryConfigJson } from './config-file.ts'
export { hashBlob, openBlob, sealBlob } from './crypto/blob.ts'
export type { Compression } from './crypto/compression.ts'
export type { MasterKey } from './crypto/master-key.ts'
export * from './errors.ts'
export { createExcludeFilter, type ExcludeFilter, type ExcludePatterns } from './filter/exclude-filter.ts'
export type { Exclusion, ExclusionRules } from './filter/exclusion-rules.ts'
export { displayPath, pathBytesOf, pathTextOf } from './filter/path-text.ts'
export { type PreviewLimits, previewSources } from './filter/preview.ts'
export type { PreviewEntry, PreviewReport, PreviewSelection } from './filter/preview-walk.ts'
export { quoteName, unquoteName } from './format/quoted-name.ts'
export { formatTimeNs, parseRfc3339, parseTimeNs } from './format/rfc3339.ts'
export { snapshotToJson } from './format/snapshot-codec.ts'
export { decodeTree, encodeTree, findDisorder } from './format/tree-codec.ts'
export type { OwnLocks } from './lock/own-locks.ts'
export type { RepositoryLock } from './lock/repository-lock.ts'
export * from './model.ts'
export { type InitOptions, initRepository, type OpenOptions, openRepository } from './open-repository.ts'
export { packFileBytes, readPackHeader } from './pack/pack-header.ts'
export type { SealedBlob } from './pack/sealed-blob.ts'
export { Repository, type RepositoryOptions, type SavedBlob } from './repository.ts'
export { type ListOptions, matchesFilter, type SnapshotFilter } from './snapshot-store.ts'
export type { UnpackedKind } from './unpacked-files.ts'
