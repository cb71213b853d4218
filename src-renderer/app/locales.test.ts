import { describe, expect, it } from 'vitest'
import { en, ja } from './locales.ts'

type Texts = { readonly [key: string]: string | Texts }

function flatten(texts: Texts, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>()
  for (const [key, value] of Object.entries(texts)) {
    if (typeof value === 'string') flat.set(prefix + key, value)
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) flat.set(inner, text)
  }
  return flat
}

const withoutPlural = (key: string) => key.replace(/_(?:zero|one|other)$/, '')
const variables = (text: string) => [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]))].sort()
const japanese = flatten(ja)
const english = flatten(en)
const keys = (flat: Map<string, string>) => [...new Set([...flat.keys()].map(withoutPlural))].sort()

describe('the texts of the screens', () => {
  it('have the same keys in both languages', () => {
    expect(keys(english)).toEqual(keys(japanese))
  })

  it('have every plural form their language needs', () => {
    const plurals = (flat: Map<string, string>, form: string) =>
      [...flat.keys()].filter((key) => key.endsWith(form)).map(withoutPlural)
    expect(plurals(english, '_one').sort()).toEqual(plurals(english, '_other').sort())
    expect(plurals(japanese, '_one')).toEqual([])
    expect(plurals(japanese, '_other').sort()).toEqual(plurals(english, '_other').sort())
  })

  it('speak of the same things: each text takes the same values in both languages', () => {
    for (const [key, text] of japanese) {
      const other = english.get(key)
      if (other !== undefined) expect({ key, takes: variables(other) }).toEqual({ key, takes: variables(text) })
    }
  })

  it('leave no text empty and no Japanese in English', () => {
    for (const [key, text] of japanese) expect({ key, isEmpty: text.trim() === '' }).toEqual({ key, isEmpty: false })
    for (const [key, text] of english)
      expect({ key, isEnglish: text.trim() !== '' && !/[぀-ヿ一-鿿]/.test(text) }).toEqual({ key, isEnglish: true })
  })
})
