import { describe, expect, it, vi } from 'vitest'
import { readAnswer, readSecret, readSignInSecret, takeEntranceLink } from './entrance-link.ts'

describe('an address that lets in', () => {
  it('gives up its secret whole or as a fragment, and says what it is for', () => {
    expect(readSecret('#sign-in=a-B_9')).toEqual({ kind: 'sign-in', secret: 'a-B_9' })
    expect(readSecret(' https://backup.example.jp/#invitation=abc\n')).toEqual({ kind: 'invitation', secret: 'abc' })
    expect(readSecret('reset=abc')).toEqual({ kind: 'reset', secret: 'abc' })
    expect(readSignInSecret('http://127.0.0.1:4711/#sign-in=abc')).toBe('abc')
    expect(readSignInSecret('#reset=abc')).toBeNull()
  })

  it('is not seen where there is none', () => {
    for (const text of ['#/backup/jobs', '#sign-in=', '#sign-in=a b', '#other=abc', ''])
      expect(readSecret(text)).toBeNull()
  })

  it('gives up what a provider answered, on its own path or handed on by the server', () => {
    const answer = 'https://backup.example.jp/sign-in/callback?code=c%2F1&state=s'
    expect(readAnswer(new URL(answer))).toBe(answer)
    expect(readAnswer(new URL('https://backup.example.jp/#single-sign-on=code=c%2F1&state=s'))).toBe(answer)
    expect(readAnswer(new URL('https://backup.example.jp/sign-in/callback'))).toBeNull()
    expect(readAnswer(new URL('https://backup.example.jp/?code=c'))).toBeNull()
  })

  it('keeps nothing of it afterwards, and leaves other addresses alone', () => {
    const open = (href: string) => {
      const replaceState = vi.fn()
      return {
        link: takeEntranceLink({ location: { href }, history: { replaceState } }),
        replaced: replaceState.mock.calls.map((call) => call[2]),
      }
    }
    expect(open('https://backup.example.jp/kuraban/#reset=abc')).toEqual({
      link: { kind: 'reset', secret: 'abc' },
      replaced: ['/kuraban/'],
    })
    expect(open('https://backup.example.jp/sign-in/callback?code=c').replaced).toEqual(['/'])
    expect(open('https://backup.example.jp/#/backup/jobs')).toEqual({ link: null, replaced: [] })
  })
})
