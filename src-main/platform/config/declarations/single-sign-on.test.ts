import { describe, expect, it } from 'vitest'
import { masked } from '../mask.ts'
import { singleSignOnDeclarations } from './single-sign-on.ts'

const { schema } = singleSignOnDeclarations['singleSignOn.providers'].type
const one = { id: 'works', label: 'Works', issuer: 'https://id.example.jp', clientId: 'kuraban' }
const isAllowed = (value: unknown) => schema.safeParse(value).success

describe('the setting of identity providers', () => {
  it('is read alike from settings.json and from a variable, with careful defaults', () => {
    const expected = [
      {
        ...one,
        scopes: ['openid', 'profile', 'email'],
        claims: { subject: 'sub', name: 'preferred_username', email: 'email', groups: 'groups', tenant: 'tid' },
        ...{ tenants: [], domains: [], linkByEmail: false, createAs: null, groupRoles: [] },
      },
    ]
    expect(schema.parse([one])).toEqual(expected)
    expect(schema.parse(JSON.stringify([one]))).toEqual(expected)
  })

  it.each([
    ['plain http to another machine', { issuer: 'http://id.example.jp' }],
    ['a password in the address', { issuer: 'https://user:pass@id.example.jp' }],
    ['no address', { issuer: 'id.example.jp' }],
    ['a name that is no id', { id: '../x' }],
    ['a name of a setting that does not exist', { linkByMail: true }],
    ['a label that breaks the line', { label: 'Works\r\nBcc: x' }],
    ['a label that turns the direction of writing', { label: '\u202eskroW' }],
    ['an unknown role', { createAs: 'root' }],
    ['everybody of Azure AD without naming tenants', { issuer: 'https://login.microsoftonline.com/common/v2.0' }],
  ])('refuses %s', (_name, change) => {
    expect(isAllowed([{ ...one, ...change }])).toBe(false)
  })

  it('takes plain http on this machine, and all of Azure AD where tenants are named', () => {
    expect(isAllowed([{ ...one, issuer: 'http://127.0.0.1:9000' }])).toBe(true)
    const issuer = 'https://login.microsoftonline.com/organizations/v2.0'
    expect(isAllowed([{ ...one, issuer, tenants: ['5f1d'] }])).toBe(true)
  })

  it('refuses two of one name and text that is no JSON', () => {
    expect(isAllowed([one, one])).toBe(false)
    for (const text of ['works', '{', '{}', '"x"']) expect(isAllowed(text)).toBe(false)
  })

  it('never shows client secrets', () => {
    expect(masked('singleSignOn.clientSecrets', [{ id: 'works', secret: 'hidden' }])).toBe('***')
  })
})
