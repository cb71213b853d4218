import { describe, expect, it } from 'vitest'
import { matchersOf, matchersText } from './matcher-text.ts'

describe('conditions on labels', () => {
  it('are written as Alertmanager writes them, quotes and backslashes kept apart', () => {
    expect(
      matchersText([
        { name: 'job', operator: '=', value: '経理"本社"' },
        { name: 'instance', operator: '=~', value: 'a\\.b' },
      ]),
    ).toBe('job="経理\\"本社\\"", instance=~"a\\\\.b"')
  })

  it('begin with the name of the alert and end with its severity', () => {
    const names = matchersOf({ severity: 'critical', job: 'node', alertname: 'DiskFull' }).map(({ name }) => name)
    expect(names).toEqual(['alertname', 'job', 'severity'])
  })
})
