import { describe, expect, it } from 'vitest'
import { dayStamp, joinPath, suggestedTarget } from './restore-form.ts'

const folder = (name: string) => ({ name, path: `/home/mariko/${name}`, isFolder: true })

describe('the target of a restore', () => {
  it('is a new folder under the downloads where there are any, else under the home folder', () => {
    const home = { path: '/home/mariko', entries: [folder('Documents'), folder('ダウンロード')] }
    expect(suggestedTarget(home, 'restore')).toBe('/home/mariko/ダウンロード/restore')
    expect(suggestedTarget({ ...home, entries: [] }, 'restore')).toBe('/home/mariko/restore')
  })

  it('is written in the manner of the machine', () => {
    expect(joinPath('C:\\Users\\m', 'r')).toBe('C:\\Users\\m\\r')
    expect(joinPath('C:\\', 'r')).toBe('C:\\r')
    expect(joinPath('/', 'r')).toBe('/r')
  })

  it('carries the day in the zone of the site', () => {
    expect(dayStamp(new Date('2026-11-22T20:00:00Z'), 'Asia/Tokyo')).toBe('2026-11-23')
  })
})
