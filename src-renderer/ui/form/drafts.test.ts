import { beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetDraft, readDraft, writeDraft } from './drafts.ts'

describe('drafts', () => {
  beforeEach(() => {
    const kept = new Map<string, string>()
    vi.stubGlobal('sessionStorage', {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
      removeItem: (key: string) => kept.delete(key),
    })
  })

  it('give back what was typed, without the secrets', () => {
    writeDraft('job', { name: '図面', password: 'hidden', sources: ['/srv'] }, ['password'])
    expect(readDraft('job')).toEqual({ name: '図面', sources: ['/srv'] })
    forgetDraft('job')
    expect(readDraft('job')).toBeNull()
  })

  it('ignore what is not theirs', () => {
    sessionStorage.setItem('kuraban.draft.job', '[1,2')
    expect(readDraft('job')).toBeNull()
    sessionStorage.setItem('kuraban.draft.job', '"text"')
    expect(readDraft('job')).toBeNull()
  })
})
