export { logFileKey } from './file-key.ts'
export { type LogBytes, openLogBytes } from './log-bytes.ts'
export { compressSeekable } from './seekable-zstd.ts'
