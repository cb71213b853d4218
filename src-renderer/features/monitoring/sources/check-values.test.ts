import { describe, expect, it } from 'vitest'
import { type Check, checkInputSchema } from '#shared/features/monitoring/values.ts'
import { checkForm, checkInput, checkKinds, checkTarget, checkValues, newCheck } from './check-values.ts'

const filled = {
  ...newCheck,
  name: ' 社内ポータル ',
  url: ' https://portal.example.jp/ ',
  host: 'portal.example.jp',
  statuses: '200、 204',
}
const measured = {
  id: '1',
  state: 'up',
  lastRunAt: null,
  lastDurationMs: null,
  lastMessage: '',
  certificateDays: null,
  availability24h: null,
} as const

describe('a check as one types it', () => {
  it('is what the program takes, for every kind', () => {
    for (const kind of checkKinds)
      expect(checkInputSchema.parse(checkInput({ ...filled, kind })).settings.kind).toBe(kind)
  })

  it('reads the statuses however they are set apart', () => {
    expect(checkInput(filled).settings).toMatchObject({
      expectedStatuses: [200, 204],
      url: 'https://portal.example.jp/',
    })
  })

  it('is read back as it was saved, for every kind', () => {
    for (const kind of checkKinds) {
      const saved = checkInputSchema.parse(checkInput({ ...filled, kind }))
      const check: Check = { ...saved, ...measured }
      expect(checkInput(checkValues(check))).toEqual(saved)
      expect(checkTarget(saved.settings)).toContain('portal.example.jp')
    }
  })

  it('says which field is wrong, of the chosen kind only', () => {
    const wrong = (values: Partial<typeof newCheck>) => [
      ...new Set((checkForm.safeParse({ ...filled, ...values }).error?.issues ?? []).map(({ path }) => path.join('.'))),
    ]
    expect(wrong({})).toEqual([])
    expect(wrong({ name: '' })).toEqual(['name'])
    expect(wrong({ url: 'ftp://x' })).toEqual(['url'])
    expect(wrong({ statuses: '200 abc' })).toEqual(['statuses'])
    expect(wrong({ kind: 'ping', url: 'nonsense' })).toEqual([])
    expect(wrong({ kind: 'dns', host: '' })).toEqual(['host'])
  })
})
