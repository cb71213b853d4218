import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { newTotpSecret, stepOfCode } from '#main/features/security/two-factor/totp.ts'
import { soak } from '#test/fixtures/seed.ts'

const run = promisify(execFile)

/** What oathtool answers for a secret in base 32: the codes of that moment and of the steps after it. */
async function oathCodes(secret: string, at: Date, steps = 0): Promise<string[]> {
  const now = at.toISOString().replace('T', ' ').replace(/\..*/, ' UTC')
  const { stdout } = await run('oathtool', ['--totp', '--base32', `--now=${now}`, `--window=${steps}`, secret])
  return stdout.trim().split('\n')
}

const moments = [
  0,
  59_000,
  1_111_111_109_000,
  1_234_567_890_000,
  2_000_000_000_000,
  4_102_444_799_000,
  ...Array.from({ length: soak ? 200 : 30 }, () => Math.floor(randomBytes(6).readUIntBE(0, 5) % 4_000_000_000) * 1000),
]

describe('codes of authenticators', () => {
  it(`agree with oathtool for ${moments.length} secrets at as many times`, async () => {
    for (const moment of moments) {
      const secret = newTotpSecret()
      const at = new Date(moment)
      const [code = ''] = await oathCodes(secret, at)
      expect([moment, secret, await stepOfCode(secret, code, at)]).toEqual([
        moment,
        secret,
        Math.floor(moment / 30_000),
      ])
    }
  })

  it('are taken for a step before and after, named as the step they belong to, and for no other', async () => {
    const secret = newTotpSecret()
    const first = 1_800_000_000_000
    const codes = await oathCodes(secret, new Date(first), 4)
    const now = new Date(first + 2 * 30_000 + 29_999)
    const steps = await Promise.all(codes.map((code) => stepOfCode(secret, code, now)))
    const step = first / 30_000
    expect(steps).toEqual([null, step + 1, step + 2, step + 3, null])
  })

  it.each(['', '12345', '1234567', 'abcdef', '12 456', '１２３４５６'])('are never %j', async (code) => {
    expect(await stepOfCode(newTotpSecret(), code, new Date())).toBeNull()
  })
})
