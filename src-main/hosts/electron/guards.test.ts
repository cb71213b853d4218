import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isAppAddress } from './electron-parts.ts'
import { mayOpenOutside } from './guards.ts'
import { readHostFlags } from './host-flags.ts'

describe('addresses', () => {
  it.each(['app://kuraban/', 'app://kuraban/index.html#/backup', 'app://kuraban/a?b'])('%s is ours', (address) => {
    expect(isAppAddress(address)).toBe(true)
  })

  it('belong to us only with our scheme and host and nothing before them', async () => {
    await fc.assert(
      fc.property(
        fc.webUrl({ withFragments: true }),
        fc.constantFrom('app://kuraban', 'app:kuraban', 'kuraban'),
        (url, text) => {
          for (const address of [url, `${url}/${text}`, `${text}.${url.slice('https://'.length)}`, `${text}@${url}`])
            expect(isAppAddress(address)).toBe(/^app:\/\/kuraban\//.test(address))
        },
      ),
      { numRuns: 40 },
    )
  })

  it.each(['https://restic.net/', 'mailto:yamada@example.jp'])('%s may be opened outside', (address) => {
    expect(mayOpenOutside(address)).toBe(true)
  })

  it.each([
    'http://restic.net/',
    'https://user:secret@restic.net/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://server/share',
    'app://kuraban/',
    'ms-msdt:/id',
    'restic.net',
    `https://restic.net/${'x'.repeat(2048)}`,
  ])('%s may not', (address) => {
    expect(mayOpenOutside(address)).toBe(false)
  })
})

describe('the command line of the desktop', () => {
  it('takes the flags it knows and ignores those of Chromium and junk', () => {
    expect(readHostFlags(['.', '--data', '/tmp/x', '--hidden', '--lang=ja', '--data2', '\u0000'])).toEqual({
      demo: false,
      hidden: true,
      dataFolder: '/tmp/x',
    })
    expect(readHostFlags(['--data=/tmp/y', '--demo', '--environment', 'staging'])).toEqual({
      demo: true,
      hidden: false,
      dataFolder: '/tmp/y',
      environment: 'staging',
    })
  })
})
