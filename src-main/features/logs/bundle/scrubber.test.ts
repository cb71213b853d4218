import { describe, expect, it } from 'vitest'
import { Redaction } from '#main/platform/log/redaction.ts'
import { Scrubber } from './scrubber.ts'

const redaction = new Redaction()
redaction.hide('hunter2-secret')
const scrubber = (userName: string) =>
  new Scrubber((text) => redaction.text(text), { homeFolder: '/home/hanako', hostName: 'site-7', userName })

describe('what leaves the machine', () => {
  it('names no secret, no folder, no machine and no user of it', () => {
    const text = 'hanako read /home/hanako/x on SITE-7 with hunter2-secret; hanakos and site-70 are others'
    expect(scrubber('hanako').scrub(text)).toEqual({
      text: '<user> read <home>/x on <host> with ***; hanakos and site-70 are others',
      redactions: 4,
    })
  })

  it('keeps the word for a user that everybody has', () => {
    expect(scrubber('root').scrub('the root of *** the tree')).toEqual({
      text: 'the root of *** the tree',
      redactions: 0,
    })
  })

  it('finds a folder as it stands in JSON, on every system', () => {
    const windows = new Scrubber((text) => text, { homeFolder: 'C:\\Users\\花子', hostName: '', userName: '' })
    expect(windows.scrub(JSON.stringify({ at: 'C:\\Users\\花子\\x' })).text).toBe('{"at":"<home>\\\\x"}')
  })
})
