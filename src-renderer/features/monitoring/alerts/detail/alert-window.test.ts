import { describe, expect, it } from 'vitest'
import { alertWindow, momentWindow } from './alert-window.ts'

const at = (text: string) => Date.parse(text)

describe('the time around an alert', () => {
  it('shows what led to it and reaches until now while it lasts', () => {
    const now = at('2026-03-01T12:00:00Z')
    expect(alertWindow({ activeAt: '2026-03-01T11:56:00Z', resolvedAt: null }, now)).toEqual({
      fromMs: at('2026-03-01T11:41:00Z'),
      toMs: now,
    })
  })

  it('shows as much after it as before it once it is over', () => {
    const alert = { activeAt: '2026-03-01T02:00:00Z', resolvedAt: '2026-03-01T04:00:00Z' }
    expect(alertWindow(alert, at('2026-03-02T00:00:00Z'))).toEqual({
      fromMs: at('2026-03-01T01:00:00Z'),
      toMs: at('2026-03-01T05:00:00Z'),
    })
  })

  it('looks for the cause in the log just around its beginning', () => {
    expect(momentWindow({ activeAt: '2026-03-01T02:00:00Z' })).toEqual({
      from: at('2026-03-01T01:55:00Z'),
      to: at('2026-03-01T02:05:00Z'),
    })
  })
})
