import { describe, expect, it } from 'vitest'
import { endNotice } from './session-end.ts'

const start = Date.parse('2026-11-22T09:00:00Z')
const minute = 60_000
const session = (idleMinutes: number, absoluteMinutes: number) => ({
  idleExpiresAt: new Date(start + idleMinutes * minute).toISOString(),
  expiresAt: new Date(start + absoluteMinutes * minute).toISOString(),
  warnBeforeMs: 2 * minute,
})

describe('the end of a session', () => {
  it('is not spoken of until two minutes before, and looked at again exactly then', () => {
    expect(endNotice(session(30, 480), start)).toMatchObject({ state: 'quiet', nextMs: 28 * minute })
    expect(endNotice(session(30, 480), start + 28 * minute - 1)).toMatchObject({ state: 'quiet', nextMs: 1 })
  })

  it('is counted down by whole seconds, and can be put off while it is a matter of idleness', () => {
    expect(endNotice(session(30, 480), start + 28 * minute)).toEqual({
      state: 'ending',
      isFinal: false,
      leftMs: 2 * minute,
      nextMs: 1_000,
    })
    expect(endNotice(session(30, 480), start + 28 * minute + 250)).toMatchObject({ nextMs: 750 })
  })

  it('cannot be put off at the longest duration', () => {
    expect(endNotice(session(30, 20), start + 19 * minute)).toMatchObject({ state: 'ending', isFinal: true })
  })

  it('has come at the moment itself, however long the machine slept', () => {
    expect(endNotice(session(30, 480), start + 30 * minute)).toMatchObject({ state: 'over', nextMs: 1_000 })
    expect(endNotice(session(30, 480), start + 900 * minute)).toMatchObject({ state: 'over', leftMs: 0 })
  })

  it('is asked for seldom once it is long past, since the clock of the machine may be wrong', () => {
    expect(endNotice(session(30, 480), start + 31 * minute)).toMatchObject({ state: 'over', nextMs: minute })
  })
})
