import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { serveResultSchema } from '#shared/contract/cli/serve.ts'
import {
  emergencyAdministratorSchema,
  passwordResetSchema,
  restoredAdministratorSchema,
  userCreatedSchema,
  userListSchema,
  userRemovedSchema,
} from '#shared/contract/cli/user.ts'
import { bareMachine, documentIn, failureOf } from '#test/fixtures/command-line.ts'
import { kuraban, startKuraban } from '#test/fixtures/programs.ts'

const password = 'correct horse battery staple'
const otherPassword = 'violet harbour twelve lanterns'
const bcryptOfPassword = '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy'

/** A data folder with one administrator, and the command on it. */
async function site() {
  const { home, data, environment } = await bareMachine()
  const passwordFile = join(home, 'password')
  await writeFile(passwordFile, `${password}\n`)
  const run = (...args: readonly string[]) => kuraban([...args, '--json', '--data', data], environment)
  const create = async (name: string, role: string, ...more: readonly string[]) => {
    const proof = more.length === 0 ? ['--password-file', passwordFile] : more
    return userCreatedSchema.parse(documentIn(await run('user', 'create', '--name', name, '--role', role, ...proof)))
  }
  await create('admin', 'administrator')
  return { home, data, environment, passwordFile, run, create }
}

async function serve({ data, environment }: Awaited<ReturnType<typeof site>>): Promise<string> {
  const server = startKuraban(['serve', '--port', '0', '--json', '--data', data], environment)
  onTestFinished(async () => {
    server.child.kill('SIGTERM')
    await server.finished
  })
  await new Promise((resolve) => server.child.stdout?.once('data', resolve))
  return serveResultSchema.parse(JSON.parse(server.output())).url
}

async function post(url: string, path: string, body: unknown): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(new URL(`/api/v1/${path}`, url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: answer.status, body: await answer.json() }
}

describe('kuraban user', () => {
  it('lists, disables, enables and removes people by name, and keeps the last administrator', async () => {
    const one = await site()
    await one.create('山田 太郎', 'viewer')
    const list = async (...filter: readonly string[]) =>
      userListSchema
        .parse(documentIn(await one.run('user', 'list', ...filter)))
        .users.map(({ name, state }) => `${name} ${state}`)
    expect(await list()).toEqual(['admin active', '山田 太郎 active'])
    expect(userCreatedSchema.parse(documentIn(await one.run('user', 'disable', '山田　太郎'))).state).toBe('disabled')
    expect(await list('--state', 'disabled')).toEqual(['山田 太郎 disabled'])
    expect(userCreatedSchema.parse(documentIn(await one.run('user', 'enable', '--name', '山田 太郎'))).state).toBe(
      'active',
    )
    for (const command of ['disable', 'remove']) {
      expect(failureOf(await one.run('user', command, 'admin')).code).toBe('LAST_ADMINISTRATOR')
    }
    expect(failureOf(await one.run('user', 'remove', 'nobody')).code).toBe('NOT_FOUND')
    expect(userRemovedSchema.parse(documentIn(await one.run('user', 'remove', '山田 太郎')))).toEqual({
      endedSessions: 0,
    })
    expect(await list('--search', '山')).toEqual([])
    const words = await kuraban(['user', 'list', '--data', one.data], { ...one.environment, KURABAN_LANGUAGE: 'ja' })
    expect(words.stdout).toBe('admin  administrator  有効  2FA: off\n')
  })

  it('takes people over from another system, and refuses what is no hash', async () => {
    const one = await site()
    const file = join(one.home, 'hash')
    await writeFile(file, `${bcryptOfPassword}\n`)
    expect((await one.create('imported', 'viewer', '--password-hash-file', file)).name).toBe('imported')
    await writeFile(file, 'plain\n')
    const refused = await one.run('user', 'create', '--name', 'x', '--role', 'viewer', '--password-hash-file', file)
    expect(failureOf(refused).code).toBe('VALIDATION')
    const both = ['--password-hash-file', file, '--password-file', one.passwordFile]
    expect(failureOf(await one.run('user', 'create', '--name', 'x', '--role', 'viewer', ...both)).code).toBe(
      'CONFIG_INVALID',
    )
  })

  it('prints a letter with which somebody chooses a new password, while the server runs', async () => {
    const one = await site()
    await one.create('taro', 'viewer')
    const url = await serve(one)
    const delivery = passwordResetSchema.parse(documentIn(await one.run('user', 'reset-password', 'taro')))
    if (delivery.by !== 'letter') throw new Error('no letter')
    const [code = ''] = /([0-9A-Z]{4}-){5}[0-9A-Z]{4}/.exec(delivery.letter.text) ?? []
    const input = { name: 'taro', secret: code.toLowerCase(), newPassword: otherPassword }
    expect(await post(url, 'password-resets/complete', input)).toMatchObject({ status: 200 })
    expect(await post(url, 'password-resets/complete', input)).toMatchObject({ status: 410 })
    const signIn = { name: 'taro', password: otherPassword, wantsToken: true }
    expect(await post(url, 'session', signIn)).toMatchObject({ status: 200, body: { outcome: 'signed-in' } })
    const mail = await one.run('user', 'reset-password', 'taro', '--by', 'mail')
    expect(failureOf(mail)).toMatchObject({ code: 'UNAVAILABLE', data: { what: 'mail' } })
    const reset = userCreatedSchema.parse(documentIn(await one.run('user', 'reset-2fa', 'taro')))
    expect(reset.twoFactor).toBe('off')
  })
})

describe('kuraban recover-admin', () => {
  it('makes one administrator for an hour, once, and lets a lost one in again', async () => {
    const one = await site()
    const url = await serve(one)
    const made = emergencyAdministratorSchema.parse(documentIn(await one.run('recover-admin', '--name', 'rescue')))
    expect(made.user).toMatchObject({ breakGlass: true, role: 'administrator', twoFactor: 'required' })
    const leftMs = Date.parse(made.expiresAt) - Date.now()
    expect(leftMs).toBeGreaterThan(55 * 60_000)
    expect(leftMs).toBeLessThanOrEqual(60 * 60_000)
    const signIn = { name: 'rescue', password: made.password, wantsToken: true }
    expect(await post(url, 'session', signIn)).toMatchObject({ body: { session: { duty: 'change-password' } } })
    for (const flags of [
      ['--name', 'second'],
      ['--user', 'admin'],
    ]) {
      const again = failureOf(await one.run('recover-admin', ...flags))
      expect(again).toMatchObject({ code: 'BREAK_GLASS_ALIVE', data: { name: 'rescue' } })
    }
    await one.run('user', 'remove', 'rescue')
    const restored = restoredAdministratorSchema.parse(documentIn(await one.run('recover-admin', '--user', 'admin')))
    const input = { name: 'admin', secret: restored.code, newPassword: otherPassword }
    expect(await post(url, 'password-resets/complete', input)).toMatchObject({ status: 200 })
  })

  it('works where no server runs, and says what it wants', async () => {
    const one = await site()
    for (const flags of [[], ['--name', 'a', '--user', 'b']]) {
      expect(failureOf(await one.run('recover-admin', ...flags)).code).toBe('CONFIG_INVALID')
    }
    const chosen = await one.run('recover-admin', '--name', 'rescue', '--password-file', one.passwordFile)
    expect(emergencyAdministratorSchema.parse(documentIn(chosen)).password).toBeNull()
    expect(chosen.stdout).not.toContain(password)
    const told = await kuraban(['recover-admin', '--name', 'x', '--data', one.data], { ...one.environment, LANG: 'C' })
    expect(told.stderr).toContain('(BREAK_GLASS_ALIVE)')
    expect(told.stderr).toContain('rescue')
  })
})
