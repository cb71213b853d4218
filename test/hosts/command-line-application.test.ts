import { access, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { configShowSchema } from '#shared/contract/cli/config.ts'
import { doctorSchema } from '#shared/contract/cli/doctor.ts'
import { migrateOutcomeSchema, migrateStatusSchema } from '#shared/contract/cli/migrate.ts'
import { serveResultSchema } from '#shared/contract/cli/serve.ts'
import { serviceInstalledSchema } from '#shared/contract/cli/service.ts'
import { userCreatedSchema } from '#shared/contract/cli/user.ts'
import { bareMachine, documentIn, failureOf } from '#test/fixtures/command-line.ts'
import { kuraban, runToEnd, type Started, startKuraban } from '#test/fixtures/programs.ts'

async function serve(data: string, environment: Record<string, string>): Promise<Started & { url: string }> {
  const server = startKuraban(['serve', '--port', '0', '--json', '--data', data], environment)
  onTestFinished(() => void server.child.kill('SIGKILL'))
  await new Promise((resolve) => server.child.stdout?.once('data', resolve))
  const { url, signInUrl } = serveResultSchema.parse(JSON.parse(server.output()))
  expect(signInUrl.startsWith(url)).toBe(true)
  return { ...server, url }
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )

describe('kuraban serve, and what else wants its data folder', () => {
  it('prints one line once it answers, lets commands through, refuses a second server, and ends with 0 on SIGTERM', async () => {
    const { data, home, environment } = await bareMachine()
    const server = await serve(data, environment)
    expect((await fetch(server.url)).status).toBe(200)

    const second = await kuraban(['serve', '--port', '0', '--json', '--data', data], environment)
    expect(failureOf(second)).toMatchObject({ code: 'DATA_FOLDER_IN_USE', data: { pid: server.child.pid } })
    const doctor = doctorSchema.parse(documentIn(await kuraban(['doctor', '--json', '--data', data], environment)))
    expect(doctor.checks.filter(({ detail }) => detail.includes(String(server.child.pid)))).toHaveLength(2)
    const migration = await kuraban(['migrate', 'down', '--json', '--data', data], environment)
    expect(failureOf(migration).code).toBe('DATA_FOLDER_IN_USE')

    await writeFile(join(home, 'password'), 'correct horse battery staple\n')
    const create = ['user', 'create', '--name', 'hanako', '--role', 'viewer', '--password-file', join(home, 'password')]
    const created = await kuraban([...create, '--json', '--data', data], environment)
    expect(userCreatedSchema.parse(documentIn(created))).toMatchObject({
      name: 'hanako',
      role: 'viewer',
      language: 'ja',
    })
    expect(created.stdout).not.toContain('horse')
    const signIn = await fetch(new URL('/api/v1/session', server.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'hanako', password: 'correct horse battery staple', wantsToken: true }),
    })
    expect(signIn.status).toBe(200)

    server.child.kill('SIGHUP')
    server.child.kill('SIGTERM')
    const ended = await server.finished
    expect(ended).toMatchObject({ code: 0, signal: null })
    expect(ended.stdout.trimEnd().split('\n')).toHaveLength(1)
  })

  it('creates users as the owner of the folder where no server runs', async () => {
    const { data, home, environment } = await bareMachine()
    await writeFile(join(home, 'password'), 'correct horse battery staple\nsecond line\n')
    await writeFile(join(home, 'short'), 'short')
    const create = (name: string, file: string, role = 'administrator') =>
      kuraban(
        ['user', 'create', '--name', name, '--role', role, '--password-file', file, '--json', '--data', data],
        environment,
      )
    const created = await create('taro', join(home, 'password'))
    expect(userCreatedSchema.parse(documentIn(created))).toMatchObject({ name: 'taro', role: 'administrator' })
    expect(failureOf(await create('taro', join(home, 'password')))).toMatchObject({ code: 'CONFLICT' })
    expect(failureOf(await create('jiro', join(home, 'short')))).toMatchObject({ code: 'PASSWORD_TOO_SHORT' })
    const wrongRole = await create('jiro', join(home, 'password'), 'king')
    expect(failureOf(wrongRole)).toMatchObject({
      code: 'CONFIG_INVALID',
      data: {
        ...{ key: '--role', value: 'king', origin: 'command line' },
        allowed: 'administrator, operator, auditor, knowledge-editor, knowledge-approver, viewer, ID',
      },
    })
    expect(wrongRole.code).toBe(2)
    expect((await create('jiro', '/nonexistent')).code).toBe(2)
  })
})

describe('kuraban config show', () => {
  it('prints every value with its origin and masks secrets', async () => {
    const { data, environment } = await bareMachine()
    await mkdir(data)
    await writeFile(join(data, 'settings.json'), JSON.stringify({ 'site.name': '現場', nonsense: 1 }))
    await writeFile(join(data, '.env'), 'QUEUE_LIMIT=77\nDATABASE_SLOW_QUERY_MS=5\n')
    await writeFile(join(data, '.env.staging'), 'DATABASE_SLOW_QUERY_MS=6\n')
    const secrets = { SECRET_KEY: 's'.repeat(64), DATABASE_URL: 'postgres://user:hunter2@db.example/kuraban' }
    const show = ['config', 'show', '--data', data, '--environment', 'staging']
    const result = await kuraban([...show, '--json'], { ...environment, ...secrets, LOG_LEVEL: 'WARNING' })
    const { settings, ignored } = configShowSchema.parse(documentIn(result))
    const of = (key: string) => settings.find((setting) => setting.key === key)
    expect(of('environment')).toMatchObject({ value: 'staging', origin: 'flag', place: '--environment' })
    expect(of('site.name')).toMatchObject({
      value: '現場',
      origin: 'settings-file',
      place: join(data, 'settings.json'),
    })
    expect(of('queue.limit')).toMatchObject({ value: 77, origin: 'env-file', place: join(data, '.env') })
    expect(of('database.slowQueryMs')).toMatchObject({ value: 6, origin: 'env-file-of-environment' })
    expect(of('log.level')).toMatchObject({ value: 'WARNING', origin: 'environment-variable', place: 'LOG_LEVEL' })
    expect(of('server.port')).toMatchObject({ origin: 'default' })
    expect(of('secretKey')).toMatchObject({ value: '***' })
    expect(of('database.url')).toMatchObject({ value: expect.stringContaining('user:***@db.example') })
    expect(ignored).toEqual([{ key: 'nonsense', place: join(data, 'settings.json') }])
    expect(result.stdout).not.toMatch(/hunter2|ssss/)

    const table = await kuraban(show, { ...environment, ...secrets, KURABAN_LANGUAGE: 'ja' })
    expect(table.stdout).toMatch(/^設定 +変数 +値 +出どころ\n/)
    expect(table.stdout).toMatch(/\nqueue\.limit +QUEUE_LIMIT +77 +\.env \(.*\)\n/)
    expect(table.stderr).toContain('無視された設定: nonsense')
    expect(table.stdout).not.toMatch(/hunter2|ssss/)
  })

  it('ends with 2 on a bad value, naming the key, what is allowed and where it came from', async () => {
    const { data, environment } = await bareMachine()
    const result = await kuraban(['config', 'show', '--json', '--data', data], { ...environment, SERVER_PORT: '99999' })
    expect(result.code).toBe(2)
    expect(failureOf(result)).toMatchObject({
      code: 'CONFIG_INVALID',
      data: { key: 'server.port', value: '99999', allowed: '0..65535', origin: 'SERVER_PORT' },
    })
  })

  it('answers unknown flags and commands in the same form', async () => {
    for (const args of [['config', 'show', '--nonsense'], ['nonsense'], ['config']]) {
      const result = await kuraban([...args, '--json'])
      expect(result.code).toBe(2)
      expect(failureOf(result).code).toBe('CONFIG_INVALID')
    }
  })
})

describe('kuraban migrate', () => {
  it('tells the status of a database that is not there, and makes none', async () => {
    const { data, environment } = await bareMachine()
    const status = migrateStatusSchema.parse(
      documentIn(await kuraban(['migrate', 'status', '--json', '--data', data], environment)),
    )
    expect(status).toMatchObject({ engine: 'sqlite', newer: false, pending: status.migrations.length })
    expect(status.pending).toBeGreaterThan(0)
    expect(await exists(data)).toBe(false)
  })

  it('goes up, down after a copy, and up again', async () => {
    const { data, environment } = await bareMachine()
    const migrate = async (...args: readonly string[]) =>
      documentIn(await kuraban(['migrate', ...args, '--json', '--data', data], environment))
    const up = migrateOutcomeSchema.parse(await migrate('up'))
    const down = migrateOutcomeSchema.parse(await migrate('down', '--steps', '2'))
    expect(down.ran).toEqual(up.ran.slice(-2).toReversed())
    expect(await readdir(join(data, 'copies'))).toHaveLength(1)
    expect(migrateStatusSchema.parse(await migrate('status'))).toMatchObject({ pending: 2, drift: { state: 'none' } })
    expect(migrateOutcomeSchema.parse(await migrate('up')).ran).toEqual(up.ran.slice(-2))
    const bad = await kuraban(['migrate', 'down', '--steps', '0', '--json', '--data', data], environment)
    expect(failureOf(bad)).toMatchObject({ code: 'CONFIG_INVALID', data: { key: '--steps', value: '0' } })
    const people = await kuraban(['migrate', 'status', '--data', data], { ...environment, KURABAN_LANGUAGE: 'ja' })
    expect(people.stdout).toContain('適用済み')
    expect(people.stdout).toContain('構造のずれ: なし')
  })
})

describe('kuraban service install', () => {
  it('writes a unit that systemd takes, with every word of a strange folder kept', async () => {
    const { home, environment } = await bareMachine()
    const flags = ['--data', join(home, 'a "b" $HOME 100% \\x'), '--port', '9000']
    const written = serviceInstalledSchema.parse(
      documentIn(await kuraban(['service', 'install', '--json', ...flags], environment)),
    )
    expect(written.path).toBe(join(home, '.config', 'systemd', 'user', 'kuraban.service'))
    expect(written.next).toContain('systemctl --user enable --now kuraban.service')
    const unit = await readFile(written.path, 'utf8')
    expect(unit).toMatch(/^ExecStart=\/.* serve --port 9000 --data ".*a \\"b\\" \$\$HOME 100%% \\\\x"$/m)
    expect(unit).toContain('WantedBy=default.target')
    const printed = await kuraban(['service', 'install', '--print', ...flags], environment)
    expect(printed.stdout).toBe(unit)
    const hasSystemd = await exists('/usr/bin/systemd-analyze')
    const verified = hasSystemd
      ? await runToEnd('systemd-analyze', ['--user', 'verify', written.path], { XDG_RUNTIME_DIR: home })
      : null
    expect(verified?.stderr ?? '').not.toMatch(/kuraban\.service:/)
  })

  it('gives a unit of the machine a user and a state folder', async () => {
    const { stdout } = await kuraban(['service', 'install', '--system', '--user', 'backup', '--print'])
    expect(stdout).toMatch(/^ExecStart=\/.* serve --data \/var\/lib\/kuraban$/m)
    expect(stdout).toMatch(/^User=backup$/m)
    expect(stdout).toMatch(/^Restart=always\nRestartSec=10$/m)
    expect(stdout).toContain('WantedBy=multi-user.target')
    expect((await kuraban(['service', 'install', '--user', 'backup', '--json'])).code).toBe(2)
  })
})

describe('help', () => {
  it('is there in both languages for every command, and the version alone for --version', async () => {
    expect(await kuraban(['--version'])).toMatchObject({ code: 0, stdout: '0.1.0\n', stderr: '' })
    const [ja, en, none] = await Promise.all([
      kuraban(['--help'], { KURABAN_LANGUAGE: 'ja' }),
      kuraban(['help'], { KURABAN_LANGUAGE: 'en' }),
      kuraban([]),
    ])
    expect(ja).toMatchObject({ code: 0, stderr: '' })
    expect(ja.stdout).toContain('使い方: kuraban')
    for (const name of ['repo', 'serve', 'user', 'config', 'migrate', 'doctor', 'service']) {
      expect(en.stdout).toMatch(new RegExp(`\\n  ${name} `))
    }
    expect(none).toMatchObject({ code: 2, stdout: '' })
  })
})
