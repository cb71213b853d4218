import { describe, expect, it } from 'vitest'
import { rolePermissions } from '#shared/contract/permissions.ts'
import { pagesFor, startFor } from './security-pages.ts'

const keys = (held: readonly string[]) => pagesFor(held).map((page) => page.key)

describe('the pages of the security area', () => {
  it('shows an auditor the state and the record, and no people', () => {
    expect(keys(rolePermissions.auditor)).toEqual(['centre', 'incident', 'approvals', 'audit', 'secrets'])
  })

  it('shows an administrator every page', () => {
    expect(keys(rolePermissions.administrator)).toHaveLength(13)
  })

  it('begins at the requests for somebody who may see nothing else', () => {
    expect(startFor(rolePermissions.operator)).toBe('/security/approvals')
    expect(startFor(['users.read'])).toBe('/security/people')
    expect(startFor(rolePermissions.auditor)).toBe('/security')
  })
})
