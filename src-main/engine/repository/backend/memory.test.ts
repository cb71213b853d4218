import { describe } from 'vitest'
import { MemoryBackend } from './memory.ts'
import { backendSuite } from './testing/suite.ts'

describe('the memory backend', () => {
  backendSuite(async () => new MemoryBackend())
})
