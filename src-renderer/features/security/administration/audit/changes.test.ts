import { describe, expect, it } from 'vitest'
import { changesOf, furtherDetail, valueText } from './changes.ts'

describe('the changes an entry tells of', () => {
  it('shows the fields that differ and no others', () => {
    const detail = { before: { role: 'viewer', name: '佐藤' }, after: { role: 'operator', name: '佐藤' } }
    expect(changesOf(detail)).toEqual([{ field: 'role', before: 'viewer', after: 'operator' }])
  })

  it('names fields within fields', () => {
    const detail = {
      before: { conditions: { networks: ['10.0.0.0/8'] } },
      after: { conditions: { networks: ['10.0.0.0/8', '::1/128'] }, enabled: true },
    }
    expect(changesOf(detail).map((change) => change.field)).toEqual(['conditions.networks', 'enabled'])
  })

  it('shows what came and what went', () => {
    expect(changesOf({ after: { name: 'new' } })).toEqual([{ field: 'name', before: undefined, after: 'new' }])
    expect(changesOf({ before: { name: 'old' }, after: null })).toEqual([
      { field: 'name', before: 'old', after: undefined },
    ])
  })

  it('tells an emptied list from an unchanged one', () => {
    expect(changesOf({ before: { tags: ['a'] }, after: { tags: [] } })).toHaveLength(1)
    expect(changesOf({ before: { tags: [] }, after: { tags: [] } })).toHaveLength(0)
    expect(changesOf({ before: { rule: {} }, after: { rule: { keep: 3 } } }).map(({ field }) => field)).toEqual([
      'rule',
      'rule.keep',
    ])
  })

  it('keeps apart what is told besides', () => {
    expect(furtherDetail({ before: {}, after: {}, endedSessions: 2 })).toEqual([['endedSessions', 2]])
  })

  it('writes nothing as nothing, and false as a value', () => {
    expect([valueText(null), valueText(undefined), valueText(false), valueText(''), valueText([1])]).toEqual([
      null,
      null,
      'false',
      '',
      '[1]',
    ])
  })
})
