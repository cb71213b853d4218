import { expect, it } from 'vitest'
import { chosenOf, toggled } from './bundle-choice.ts'

const parts = [
  { name: 'about.json', bytes: 100, redactions: 1 },
  { name: 'logs/kuraban.jsonl', bytes: 5_000, redactions: 40 },
]

it('adds up what goes into a bundle, and leaves out what is not wanted', () => {
  expect(chosenOf(parts, new Set())).toEqual({ parts: 2, bytes: 5_100, redactions: 41 })
  expect(chosenOf(parts, new Set(['logs/kuraban.jsonl']))).toEqual({ parts: 1, bytes: 100, redactions: 1 })
})

it('takes a part out and in again without touching what was there', () => {
  const nothing: ReadonlySet<string> = new Set()
  const one = toggled(nothing, 'about.json')
  expect([...one]).toEqual(['about.json'])
  expect([...toggled(one, 'about.json')]).toEqual([])
  expect(nothing.size).toBe(0)
})
