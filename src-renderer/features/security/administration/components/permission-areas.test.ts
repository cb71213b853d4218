import { describe, expect, it } from 'vitest'
import { permissions } from '#shared/contract/permissions.ts'
import { permissionAreas } from './permission-areas.ts'

describe('the areas of rights', () => {
  it('hold every right exactly once, so that none can be forgotten in a form', () => {
    const listed = permissionAreas.flatMap((area): readonly string[] => area.permissions)
    expect(listed.toSorted()).toEqual([...permissions].toSorted())
  })
})
