import { describe, expect, it } from 'vitest'
import { checkMaintenance, maintenanceSpan } from './maintenance-times.ts'

const at = (text: string) => Date.parse(text)
const shown = (span: ReturnType<typeof maintenanceSpan>) =>
  span && [new Date(span.fromMs).toISOString(), new Date(span.toMs).toISOString()]

describe('times of maintenance', () => {
  const nightly = { kind: 'repeated', cron: '0 2 * * *', durationMinutes: 90 } as const
  const span = (text: string) => shown(maintenanceSpan(nightly, 'Asia/Tokyo', at(text)))

  it('repeat in the time zone of the site, the one going on before the next', () => {
    const tonight = ['2026-11-22T17:00:00.000Z', '2026-11-22T18:30:00.000Z']
    expect(span('2026-11-22T10:00:00Z')).toEqual(tonight)
    expect(span('2026-11-22T17:00:00Z')).toEqual(tonight)
    expect(span('2026-11-22T18:29:59.999Z')).toEqual(tonight)
    expect(span('2026-11-22T18:30:00Z')).toEqual(['2026-11-23T17:00:00.000Z', '2026-11-23T18:30:00.000Z'])
  })

  it('are over once they happen once', () => {
    const once = { kind: 'once', startsAt: '2026-11-22T10:00:00Z', endsAt: '2026-11-22T11:00:00Z' } as const
    expect(maintenanceSpan(once, 'UTC', at('2026-11-22T10:30:00Z'))).not.toBeNull()
    expect(maintenanceSpan(once, 'UTC', at('2026-11-22T11:00:00Z'))).toBeNull()
  })

  it('are refused when they end before they begin or cannot be read', () => {
    const backwards = { kind: 'once', startsAt: '2026-11-22T10:00:00Z', endsAt: '2026-11-22T10:00:00Z' } as const
    expect(() => checkMaintenance(backwards, 'UTC', 0)).toThrow('SCHEDULE_INVALID')
    expect(() => checkMaintenance({ ...nightly, cron: '0 25 * * *' }, 'UTC', 0)).toThrow('SCHEDULE_INVALID')
  })
})
