import { expect, it } from 'vitest'
import { logTimeFormat } from './log-time.ts'

it.each(['ja', 'en'] as const)('writes the clock of the site to the millisecond (%s)', (language) => {
  expect(logTimeFormat(language, 'Asia/Tokyo')('2026-11-22T15:04:05.006Z')).toBe('11-23 00:04:05.006')
})
