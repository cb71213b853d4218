import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { type DoctorCheck, doctorSchema } from '#shared/contract/cli/doctor.ts'
import { type Finished, kuraban, kurabanUnprivileged } from '#test/fixtures/programs.ts'
import { temporaryFolder } from '#test/fixtures/temporary-folder.ts'

const noKeyring = { DBUS_SESSION_BUS_ADDRESS: 'disabled:', XDG_RUNTIME_DIR: '', KURABAN_LANGUAGE: 'en' }

async function examine(data: string, environment: Record<string, string> = {}, run = kuraban) {
  return read(await run(['doctor', '--json', '--data', data], { ...noKeyring, ...environment }))
}

function read({ code, stdout, stderr }: Finished): { ok: boolean; of: (name: string) => DoctorCheck | undefined } {
  expect({ stderr, lines: stdout.split('\n').length }).toEqual({ stderr: '', lines: 2 })
  const { ok, checks } = doctorSchema.parse(JSON.parse(stdout))
  expect({ code, ok }).toEqual({ code: ok ? 0 : 1, ok: checks.every((check) => check.ok) })
  return { ok, of: (name) => checks.find((check) => check.name === name) }
}

async function installation(): Promise<string> {
  const data = join(await temporaryFolder(), 'data')
  expect((await kuraban(['migrate', 'up', '--data', data], noKeyring)).code).toBe(0)
  return data
}

describe('kuraban doctor', () => {
  it('finds nothing wrong before the first start, and makes nothing', async () => {
    const folder = await temporaryFolder()
    const { ok, of } = await examine(join(folder, 'data'))
    expect(ok).toBe(true)
    expect(of('runtime')?.detail).toMatch(/^kuraban 0\.1\.0, Node 24\./)
    expect(of('database')?.detail).toContain('not there yet')
    expect(await readdir(folder)).toEqual([])
  })

  it('finds a healthy installation healthy, and tells it in the language of the reader', async () => {
    const data = await installation()
    const { ok, of } = await examine(data)
    expect(ok).toBe(true)
    expect(of('database')).toMatchObject({ ok: true, consequence: '' })
    expect(of('database')?.detail).toMatch(/kuraban\.db: \d+ applied, 0 pending$/)
    const { stdout } = await kuraban(['doctor', '--data', data], { ...noKeyring, KURABAN_LANGUAGE: 'ja' })
    expect(stdout).toMatch(/✓ database: .*適用済み \d+、未適用 0\n/)
  })

  it('names a bad setting and where it stands', async () => {
    const { ok, of } = await examine(await temporaryFolder(), { SERVER_PORT: 'http' })
    expect(ok).toBe(false)
    expect(of('settings')?.detail).toMatch(/SERVER_PORT.*"server\.port".*"http".*0\.\.65535/)
    expect(of('settings')?.consequence).toContain('does not start')
    expect(of('data-folder')?.ok).toBe(true)
  })

  it('warns of settings that have no effect', async () => {
    const data = await temporaryFolder()
    await writeFile(join(data, 'settings.json'), '{"nonsense":1}')
    expect((await examine(data)).of('settings')).toMatchObject({
      ok: true,
      detail: expect.stringContaining('nonsense'),
    })
  })

  it('finds a folder that cannot be written, and one that is none', async () => {
    const folder = await temporaryFolder()
    await mkdir(join(folder, 'closed'), { mode: 0o500 })
    await writeFile(join(folder, 'file'), '')
    const closed = await examine(join(folder, 'closed', 'data'), {}, kurabanUnprivileged)
    expect(closed.of('data-folder')).toMatchObject({ ok: false, detail: expect.stringContaining('EACCES') })
    expect(closed.of('data-folder')?.consequence).toContain('Nothing can be saved')
    const file = await examine(join(folder, 'file'))
    expect(file.of('data-folder')).toMatchObject({ ok: false, detail: expect.stringContaining('is no folder') })
  })

  it('finds a damaged database, leaves it as it is and names the newest copy', async () => {
    const data = await installation()
    expect((await kuraban(['migrate', 'down', '--data', data], noKeyring)).code).toBe(0)
    const [copy = ''] = await readdir(join(data, 'copies'))
    const file = join(data, 'kuraban.db')
    const damaged = Buffer.concat([Buffer.from('no database at all'), (await readFile(file)).subarray(18)])
    await writeFile(file, damaged)
    const { ok, of } = await examine(data)
    expect(ok).toBe(false)
    expect(of('database')?.ok).toBe(false)
    expect(of('database')?.consequence).toContain(join(data, 'copies', copy))
    expect((await readFile(file)).equals(damaged)).toBe(true)
    expect((await readdir(data)).filter((name) => name.includes('corrupt'))).toEqual([])
  })

  it('finds a database of a newer program', async () => {
    const data = await installation()
    const database = new Database(join(data, 'kuraban.db'))
    database.exec(`insert into schema_migrations values ('29990101-010-later', 0, '99.0.0', 1)`)
    database.close()
    const { of } = await examine(data)
    expect(of('database')).toMatchObject({ ok: false, consequence: expect.stringContaining('newer') })
  })

  it('finds a database that cannot be opened', async () => {
    const { of } = await examine(await temporaryFolder(), { DATABASE_URL: 'postgres://127.0.0.1:1/kuraban' })
    expect(of('database')).toMatchObject({ ok: false, detail: expect.stringContaining('did not answer') })
  })
})

describe('the secret store, as kuraban doctor sees it', () => {
  const secretKey = { SECRET_KEY: 'k'.repeat(64) }
  const passphraseIn = async (folder: string) => {
    await writeFile(join(folder, 'passphrase'), 'a long passphrase, nobody guesses\n')
    await chmod(join(folder, 'passphrase'), 0o600)
    return { KURABAN_PASSPHRASE_FILE: join(folder, 'passphrase') }
  }

  /** Starting the program makes the store. */
  async function withStore(environment: Record<string, string>): Promise<string> {
    const folder = await temporaryFolder()
    const password = join(folder, 'password')
    await writeFile(password, 'correct horse battery staple')
    const create = ['user', 'create', '--name', 'taro', '--role', 'administrator', '--password-file', password]
    const data = join(folder, 'data')
    expect(await kuraban([...create, '--data', data], { ...noKeyring, ...environment })).toMatchObject({ code: 0 })
    return data
  }

  it('warns of a key that lies beside the data', async () => {
    const { ok, of } = await examine(await withStore({}))
    expect(ok).toBe(true)
    expect(of('secrets')).toMatchObject({ detail: 'key-file', consequence: expect.stringContaining('beside the data') })
  })

  it('warns of a single way to open it, and is content with two', async () => {
    const both = { ...secretKey, ...(await passphraseIn(await temporaryFolder())) }
    const one = await examine(await withStore(secretKey), secretKey)
    expect(one.of('secrets')).toMatchObject({ ok: true, consequence: expect.stringContaining('single way') })
    const two = await examine(await withStore(both), both)
    expect(two.of('secrets')).toMatchObject({ ok: true, consequence: '' })
  })

  it('finds a store that nothing at hand opens', async () => {
    const { ok, of } = await examine(await withStore(secretKey), { SECRET_KEY: 'x'.repeat(64) })
    expect(ok).toBe(false)
    expect(of('secrets')?.consequence).toContain('cannot be read')
  })
})
