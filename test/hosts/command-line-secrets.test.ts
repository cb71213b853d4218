import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { recoverySheetSchema, secretsStatusSchema, secretsUnlockedSchema } from '#shared/contract/cli/secrets.ts'
import { bareMachine, documentIn, failureOf } from '#test/fixtures/command-line.ts'
import { kuraban } from '#test/fixtures/programs.ts'

/** A data folder whose store opens by SECRET_KEY, on a machine without a keyring. */
async function machine() {
  const { home, data, environment: without } = await bareMachine()
  const run = (args: readonly string[], environment: Record<string, string>) =>
    kuraban(['secrets', ...args, '--json', '--data', data], environment)
  return { home, data, without, withKey: { ...without, SECRET_KEY: 'k'.repeat(64) }, run }
}

describe('kuraban secrets', () => {
  it('opens a store whose key is lost by the code of its recovery sheet, and leaves a way for the next start', async () => {
    const { home, without, withKey, run } = await machine()
    const sheetFile = join(home, 'sheet.txt')
    const made = await run(['recovery-sheet', '--output', sheetFile], withKey)
    expect(recoverySheetSchema.parse(documentIn(made))).toEqual({ file: sheetFile, text: null })
    const sheet = await readFile(sheetFile, 'utf8')
    const code = /^\s+((?:[0-9A-Z]{5}-){5}[0-9A-Z]{5})$/m.exec(sheet)?.[1] ?? ''
    expect((await stat(sheetFile)).mode & 0o777).toBe(0o600)
    expect(made.stdout + made.stderr).not.toContain(code)

    const shut = await run(['status'], without)
    expect(failureOf(shut).code).toBe('SECRET_STORE_UNAVAILABLE')

    const codeFile = join(home, 'code.txt')
    await writeFile(codeFile, 'AAAAA-AAAAA-AAAAA-AAAAA-AAAAA-AAAAA\n')
    const wrong = await run(['unlock', '--code-file', codeFile], without)
    expect(failureOf(wrong).code).toBe('RECOVERY_CODE_WRONG')

    await writeFile(codeFile, `${code.toLowerCase()}\n`)
    const unlocked = await run(['unlock', '--code-file', codeFile], without)
    expect(secretsUnlockedSchema.parse(documentIn(unlocked)).slots).toContain('key-file')
    expect(secretsStatusSchema.parse(documentIn(await run(['status'], without))).slots).toContain('recovery-code')
  })

  it('changes the master key, after which every way opens the store still', async () => {
    const { withKey, run } = await machine()
    const before = secretsStatusSchema.parse(documentIn(await run(['status'], withKey)))
    expect((await run(['rotate'], withKey)).code).toBe(0)
    const after = secretsStatusSchema.parse(documentIn(await run(['status'], withKey)))
    expect(after.slots).toEqual(before.slots)
    expect(Date.parse(after.masterKeyMadeAt ?? '')).toBeGreaterThan(Date.parse(before.masterKeyMadeAt ?? ''))
  })

  it('writes a sheet over no file', async () => {
    const { home, withKey, run } = await machine()
    const file = join(home, 'kept.txt')
    await writeFile(file, 'mine')
    const refused = await run(['recovery-sheet', '--output', file], withKey)
    expect(refused.code).not.toBe(0)
    expect(await readFile(file, 'utf8')).toBe('mine')
  })
})
