import { describe } from 'vitest'
import { chunkStoreSuite } from '#test/stores/chunk-store-suite.ts'
import { MemoryChunkStore } from './index.ts'

describe('the chunk store in memory', () => {
  chunkStoreSuite(async () => new MemoryChunkStore())
})
