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

  it('is nothing of a ticket or an answer of a provider in an address', () => {
    expect(text('wss://host/api/ws?ticket=abc')).toBe('wss://host/api/ws?ticket=***')
    expect(text('/sign-in/callback?code=abc&state=def')).toBe('/sign-in/callback?code=***&state=***')
  })
})
