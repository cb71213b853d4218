import { describe, expect, it } from 'vitest'
import { maintenanceInputSchema } from '#shared/features/monitoring/contract/alerts.ts'
import { newWindow, windowForm, windowInput, windowValues } from './window-values.ts'

const now = Date.parse('2026-03-01T10:20:00Z')

describe('a maintenance window as one types it', () => {
  it('begins at the next whole hour and is what the program takes', () => {
    const values = { ...newWindow(now), name: ' 点検 ' }
    expect(maintenanceInputSchema.parse(windowInput(values))).toMatchObject({
      name: '点検',
      when: { kind: 'once', startsAt: '2026-03-01T11:00:00.000Z', endsAt: '2026-03-01T13:00:00.000Z' },
    })
  })

  it('wants an end after its beginning only where it happens once', () => {
    const wrong = { ...newWindow(now), name: '点検', endsAt: '2026-03-01T11:00:00.000Z' }
    expect(windowForm.safeParse(wrong).error?.issues[0]?.path).toEqual(['endsAt'])
    expect(windowForm.safeParse({ ...wrong, kind: 'repeated' }).success).toBe(true)
    expect(windowForm.safeParse({ ...wrong, kind: 'repeated', cron: ' ' }).error?.issues[0]?.path).toEqual(['cron'])
  })

  it('is read back as it was saved', () => {
    const saved = windowInput({ ...newWindow(now), name: '更新', kind: 'repeated', cron: '0 4 * * 6' })
    const window = { ...saved, id: '1', isActive: false, nextStartsAt: null, nextEndsAt: null }
    expect(windowInput(windowValues(window, now))).toEqual(saved)
  })
})
