import { describe, expect, it } from 'vitest'
import { Redaction } from './redaction.ts'

const key = `krb_prod_ab12CD34_${'x'.repeat(43)}_0a1b2c3d`

describe('what is written of keys and tokens', () => {
  const { text } = { text: (value: string) => new Redaction().text(value) }

  it('is the part of an API key that is no secret, wherever it stands', () => {
    expect(text(`called with ${key}.`)).toBe('called with krb_prod_ab12CD34_***.')
    expect(text(JSON.stringify({ note: key }))).not.toContain('xxxx')
  })

  it('is nothing of an access token', () => {
    expect(text('the token eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiIxIn0.c2ln failed')).toBe('the token *** failed')
  })

  it('is nothing of an access token in the middle of a word, nor of a password in an address', () => {
    expect(text('x-eyJhbGci.eyJzdWIi.c2ln')).toBe('x-***')
    expect(text('redis+tls://user:pa55@host/, //other:pa55@host')).toBe('redis+tls://user:***@host/, //other:pa55@host')
  })

  it.each(['eyJ-', 'A+', 'eyJ.', 'a://', '://a:', 'y.-'])(
    'is decided soon in a long text of nothing but %s',
    (part) => {
      const begunMs = performance.now()
      text(part.repeat(20_000))
      expect(performance.now() - begunMs).toBeLessThan(500)
    },
  )

  it('is nothing of a ticket or an answer of a provider in an address', () => {
    expect(text('wss://host/api/ws?ticket=abc')).toBe('wss://host/api/ws?ticket=***')
    expect(text('/sign-in/callback?code=abc&state=def')).toBe('/sign-in/callback?code=***&state=***')
  })
})
