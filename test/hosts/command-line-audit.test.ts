import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { auditExportedSchema, auditVerdictSchema } from '#shared/contract/cli/audit.ts'
import { checkpointSigner, exportedFile, soundRecord } from '#test/fixtures/audit-record.ts'
import { bareMachine, documentIn, failureOf } from '#test/fixtures/command-line.ts'
import { kuraban } from '#test/fixtures/programs.ts'
import { temporaryFolder } from '#test/fixtures/temporary-folder.ts'

async function verify(file: string, ...more: string[]) {
  const result = await kuraban(['audit', 'verify', file, '--json', ...more], {})
  return { code: result.code, verdict: auditVerdictSchema.strict().parse(documentIn(result)) }
}

describe('kuraban audit', () => {
  it('exports the record of a data folder, and judges the file', async () => {
    const { home, data, environment } = await bareMachine()
    const passwordFile = join(home, 'password')
    await writeFile(passwordFile, 'correct horse battery staple\n')
    const create = ['user', 'create', '--name', '山田', '--role', 'administrator', '--password-file', passwordFile]
    expect((await kuraban([...create, '--data', data, '--json'], environment)).code).toBe(0)
    const file = join(home, 'record.jsonl')
    const exported = await kuraban(['audit', 'export', file, '--data', data, '--json'], environment)
    expect(exported.code).toBe(0)
    expect(auditExportedSchema.parse(documentIn(exported))).toMatchObject({ file })
    const text = await readFile(file, 'utf8')
    expect(text).toContain('security.users.create')
    expect(text).not.toContain('battery staple')
    expect(await verify(file)).toMatchObject({ code: 0, verdict: { ok: true, firstBadSeq: null, kind: null } })
    const states = join(data, 'audit-checkpoints.jsonl')
    expect(await verify(file, '--checkpoints', states)).toMatchObject({ verdict: { ok: true } })
    expect((await readdir(home)).filter((name) => name.startsWith('.record'))).toEqual([])
    await writeFile(file, text.replace('local-operator', 'system'))
    expect(await verify(file)).toMatchObject({ code: 1, verdict: { ok: false, firstBadSeq: 1, kind: 'edited' } })
  })

  it('finds a cut tail by the states that left the machine, and says what is no record', async () => {
    const folder = await temporaryFolder()
    const rows = soundRecord(10)
    const last = rows.at(-1)
    if (last === undefined) throw new Error('no rows')
    const file = join(folder, 'cut.jsonl')
    await writeFile(file, exportedFile(rows.slice(0, 8)))
    await writeFile(join(folder, 'states.jsonl'), `${JSON.stringify(checkpointSigner()(last))}\n`)
    expect(await verify(file)).toMatchObject({ code: 0, verdict: { ok: true, rows: 8 } })
    const judged = await verify(file, '--checkpoints', join(folder, 'states.jsonl'))
    expect(judged).toMatchObject({ code: 1, verdict: { ok: false, rows: 8, firstBadSeq: 9, kind: 'cut-tail' } })
    await writeFile(file, 'no record\n')
    const refused = await kuraban(['audit', 'verify', file, '--json'], {})
    expect(refused.code).toBe(1)
    expect(failureOf(refused)).toMatchObject({
      code: 'AUDIT_FILE_INVALID',
      data: { line: 1 },
    })
    const missing = await kuraban(['audit', 'verify', join(folder, 'none'), '--json'], {})
    expect(failureOf(missing)).toMatchObject({ code: 'CONFIG_INVALID' })
  })
})
