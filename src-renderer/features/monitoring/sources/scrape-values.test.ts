import { describe, expect, it } from 'vitest'
import { newScrape, scrapeForm, scrapeInput, scrapeValues, tokenChange } from './scrape-values.ts'

const filled = { ...newScrape, name: 'node', url: 'http://a:9100/metrics', labels: ' site = 本社 \n\nquery=a=b\n' }

describe('an endpoint as one types it', () => {
  it('has a label a line, whose value may hold an equals sign', () => {
    expect(scrapeInput(filled).labels).toEqual({ site: '本社', query: 'a=b' })
  })

  it('is read back as it was saved', () => {
    const input = scrapeInput(filled)
    const scrape = {
      ...input,
      id: '1',
      hasCredential: false,
      state: 'up',
      lastRunAt: null,
      lastDurationMs: null,
      lastMessage: '',
      samples: 0,
    } as const
    expect(scrapeInput(scrapeValues(scrape))).toEqual(input)
  })

  it('says which field is wrong', () => {
    const wrong = (values: Partial<typeof newScrape>) =>
      (scrapeForm.safeParse({ ...filled, ...values }).error?.issues ?? []).map(({ path }) => path.join('.'))
    expect(wrong({})).toEqual([])
    expect(wrong({ labels: '9x=1' })).toEqual(['labels'])
    expect(wrong({ url: 'node' })).toEqual(['url'])
  })

  it('leaves the kept token alone unless another was typed or it is to be forgotten', () => {
    expect(tokenChange({ bearerToken: '', forgetsToken: false })).toEqual({})
    expect(tokenChange({ bearerToken: ' abc ', forgetsToken: true })).toEqual({ bearerToken: 'abc' })
    expect(tokenChange({ bearerToken: '', forgetsToken: true })).toEqual({ bearerToken: null })
  })
})
