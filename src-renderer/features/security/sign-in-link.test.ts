import { describe, expect, it } from 'vitest'
import { readSignInSecret } from './sign-in-link.ts'

describe('a sign-in address', () => {
  it('gives up its secret whole or as a fragment', () => {
    expect(readSignInSecret('#sign-in=a-B_9')).toBe('a-B_9')
    expect(readSignInSecret(' http://127.0.0.1:4711/#sign-in=abc\n')).toBe('abc')
    expect(readSignInSecret('sign-in=abc')).toBe('abc')
  })

  it('is not seen where there is none', () => {
    expect(readSignInSecret('#/backup/jobs')).toBeNull()
    expect(readSignInSecret('#sign-in=')).toBeNull()
    expect(readSignInSecret('#sign-in=a b')).toBeNull()
    expect(readSignInSecret('')).toBeNull()
  })
})
