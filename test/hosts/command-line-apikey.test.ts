import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { apiKeyCreatedSchema, apiKeyListSchema, apiKeyRevokedSchema } from '#shared/contract/cli/apikey.ts'
import { bareMachine, documentIn, failureOf } from '#test/fixtures/command-line.ts'
import { kuraban } from '#test/fixtures/programs.ts'

/** A data folder with an administrator and an operator, and nothing of the machine's own. */
async function site() {
  const { home, data, environment } = await bareMachine()
  const run = (...words: string[]) => kuraban([...words, '--json', '--data', data], environment)
  await writeFile(join(home, 'password'), 'correct horse battery staple\n')
  for (const [name, role] of [
    ['hanako', 'administrator'],
    ['taro', 'operator'],
  ] as const) {
    const created = await run(
      'user',
      'create',
      '--name',
      name,
      '--role',
      role,
      '--password-file',
      join(home, 'password'),
    )
    expect(created.code).toBe(0)
  }
  return run
}

describe('kuraban apikey', () => {
  it('creates a key for the first administrator, lists it without the key, and revokes it by its prefix', async () => {
    const run = await site()
    const scopes = 'backup.read, backup.run'
    const made = await run(
      'apikey',
      'create',
      '--name',
      '夜間',
      '--scopes',
      scopes,
      '--networks',
      '10.0.0.0/8',
      '--days',
      '7',
    )
    const { apiKey, key } = apiKeyCreatedSchema.parse(documentIn(made))
    expect(key).toMatch(/^krb_(dev|stg|prod)_[0-9A-Za-z]{8}_[0-9A-Za-z]{43}_[0-9a-f]{8}$/)
    expect(apiKey).toMatchObject({
      createdBy: 'hanako',
      scopes: ['backup.read', 'backup.run'],
      networks: ['10.0.0.0/8'],
    })
    const listed = await run('apikey', 'list')
    expect(apiKeyListSchema.parse(documentIn(listed))).toEqual([apiKey])
    expect(listed.stdout).not.toContain(key)
    const revoked = apiKeyRevokedSchema.parse(documentIn(await run('apikey', 'revoke', apiKey.prefix)))
    expect(revoked).toEqual({ ...apiKey, state: 'revoked' })
  })

  it('gives a key no more than its owner has, and says what is wrong with flags', async () => {
    const run = await site()
    const failure = async (...words: string[]) => failureOf(await run('apikey', ...words))
    const create = ['create', '--name', 'k', '--scopes']
    expect(await failure(...create, 'users.manage', '--owner', 'taro')).toMatchObject({ code: 'SCOPE_NOT_HELD' })
    expect(await failure(...create, 'backup.read', '--owner', 'nobody')).toMatchObject({ code: 'NOT_FOUND' })
    expect(await failure(...create, 'everything')).toMatchObject({ code: 'CONFIG_INVALID', data: { key: '--scopes' } })
    expect(await failure(...create, 'backup.read', '--days', '366')).toMatchObject({ data: { key: '--days' } })
    expect(await failure(...create, 'backup.read', '--networks', '10.0.0.1')).toMatchObject({
      data: { key: '--networks' },
    })
    expect(await failure('revoke', '0199f000-0000-7000-8000-00000000dead')).toMatchObject({ code: 'NOT_FOUND' })
    expect(await failure('revoke', 'krb_prod_unknown0')).toMatchObject({ code: 'VALIDATION' })
  })
})
