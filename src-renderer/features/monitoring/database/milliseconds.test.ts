import { expect, it } from 'vitest'
import { millisecondsText } from './milliseconds.ts'

it('shows short times with the places that matter and long ones in words', () => {
  const format = { language: 'en', duration: (ms: number) => `${ms / 1000} s` } as const
  const texts = [0.042, 3.14, 184.2, 1_649, 12_000].map((ms) => millisecondsText(format, ms))
  expect(texts).toEqual(['0.04 ms', '3.1 ms', '184 ms', '1,649 ms', '12 s'])
})
