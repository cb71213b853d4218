export { logFileKey } from './file-key.ts'
export type { LogHistogram } from './histogram.ts'
export { type LineInWords, lineInWords, lineMatcher } from './line-matcher.ts'
export type { FoundLine, LinePlace } from './line-reader.ts'
export { openLogBytes } from './log-bytes.ts'
export { type FollowPosition, LogFollower } from './log-follower.ts'
export { LogIndex, type LogPage, type LogSourceState, type LogTextPage } from './log-index.ts'
export { logLevelNames } from './log-level.ts'
export type { LogQuery } from './log-query.ts'
export { compressSeekable } from './seekable-zstd.ts'
export {
  type SealedSegment,
  type Segment,
  type SegmentColumns,
  type SegmentStore,
  type SegmentSummary,
  SegmentsDamaged,
} from './segment.ts'
export { SourceFiles, type SourceListing } from './source-files.ts'
