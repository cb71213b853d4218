import { describe, expect, it } from 'vitest'
import { labelsText } from './labels-text.ts'

describe('where an alert is', () => {
  it('is told by the values of its labels, the machine first', () => {
    const labels = {
      alertname: 'DiskFull',
      job: 'node',
      mountpoint: '/srv',
      instance: 'storage-03',
      severity: 'critical',
    }
    expect(labelsText(labels)).toBe('storage-03 · /srv · node')
  })

  it('is nothing where only its name and severity are known', () => {
    expect(labelsText({ alertname: 'Watchdog', severity: 'none', instance: '' })).toBe('')
  })
})
