export { DatabaseChunkStore } from './database-chunk-store.ts'
