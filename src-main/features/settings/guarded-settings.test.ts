import { describe, expect, it } from 'vitest'
import type { Setting, SettingValue } from '#shared/features/settings/contract.ts'
import { protectsTheSite, weakenings } from './guarded-settings.ts'

function setting(key: string, value: SettingValue, defaultValue: SettingValue): Setting {
  const description = { ja: '', en: '' }
  return {
    key,
    value,
    defaultValue,
    description,
    origin: 'default',
    overridden: false,
    allowed: '',
    needsRestart: false,
  }
}

const settings = [
  setting('audit.keepDays', 730, 365),
  setting('queue.keepDays', 30, 30),
  setting('language', 'ja', 'ja'),
  setting('session.idleMinutes', 30, 30),
  setting('approvals.required', ['delete-repository', 'shorten-retention'], []),
]

const kinds = (key: string, value: SettingValue) => weakenings([{ key, value }], settings).map(({ kind }) => kind)

describe('a change of the settings needs a second person', () => {
  it('when something is kept for a shorter time, also by going back to the default', () => {
    expect(kinds('audit.keepDays', 729)).toEqual(['shorten-retention'])
    expect(kinds('audit.keepDays', null)).toEqual(['shorten-retention'])
    expect(kinds('audit.keepDays', 730)).toEqual([])
    expect(kinds('audit.keepDays', 900)).toEqual([])
    expect(kinds('queue.keepDays', null)).toEqual([])
    expect(kinds('session.idleMinutes', 5)).toEqual([])
    expect(kinds('language', 'en')).toEqual([])
    expect(kinds('unknown.keepDays', 1)).toEqual([])
  })

  it('when it would no longer need one', () => {
    expect(kinds('approvals.required', ['shorten-retention'])).toEqual(['delete-repository'])
    expect(kinds('approvals.required', null)).toEqual(['delete-repository', 'shorten-retention'])
    const all = ['delete-repository', 'shorten-retention', 'disable-verification']
    expect(kinds('approvals.required', all)).toEqual([])
  })
})

it('asks who is there for what keeps strangers out', () => {
  const protecting = ['approvals.required', 'twoFactor.requiredRoles', 'session.idleMinutes', 'server.publicUrl']
  expect([...protecting, 'mail.host', 'cors.origins'].every(protectsTheSite)).toBe(true)
  expect(['language', 'site.name', 'queue.keepDays'].some(protectsTheSite)).toBe(false)
})
