import { beforeEach, describe, expect, it, vi } from 'vitest'
import { bindDrafts, forgetDraft, readDraft, writeDraft } from './drafts.ts'

describe('drafts', () => {
  beforeEach(() => {
    const kept = new Map<string, string>()
    vi.stubGlobal('sessionStorage', {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
      removeItem: (key: string) => kept.delete(key),
      key: (index: number) => [...kept.keys()][index] ?? null,
      get length() {
        return kept.size
      },
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

  it('belong to one person: they outlive a session and are never shown to somebody else', () => {
    writeDraft('setup', { siteName: '本社' }, [])
    bindDrafts('sato')
    writeDraft('job', { name: '図面' }, [])
    bindDrafts('sato')
    expect(readDraft('setup')).toEqual({ siteName: '本社' })
    expect(readDraft('job')).toEqual({ name: '図面' })
    sessionStorage.setItem('kuraban.theme', 'dark')
    bindDrafts('suzuki')
    expect(readDraft('setup')).toBeNull()
    expect(readDraft('job')).toBeNull()
    expect(sessionStorage.getItem('kuraban.theme')).toBe('dark')
  })
})
