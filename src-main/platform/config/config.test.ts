import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { settingSchema } from '#shared/features/settings/contract.ts'
import { type ConfigSources, configKeys, explainConfig, loadConfig, settingsOnScreen, writeSettings } from './index.ts'

let dataFolder = ''
beforeEach(async () => {
  dataFolder = await mkdtemp(path.join(tmpdir(), 'kuraban-config-'))
})
afterEach(() => rm(dataFolder, { recursive: true, force: true }))

const put = (name: string, content: string) => writeFile(path.join(dataFolder, name), content)
const load = (sources: Partial<ConfigSources> = {}) => loadConfig({ dataFolder, processEnvironment: {}, ...sources })
const settingsFile = () => path.join(dataFolder, 'settings.json')

describe('the settings', () => {
  it('have defaults that follow the environment', async () => {
    const { values, origins, ignored } = await load()
    expect(values).toMatchObject({
      environment: 'production',
      timeZone: 'Asia/Tokyo',
      'session.idleMinutes': 30,
      'session.absoluteHours': 8,
      'database.poolSize': 20,
      'database.poolOverflow': 40,
      'log.level': 'INFO',
      'log.fileSizeMegabytes': 100,
      'log.fileCount': 10,
    })
    expect(new Set([...origins.values()].map((origin) => origin.layer))).toEqual(new Set(['default']))
    expect(ignored).toEqual([])
    const development = await load({ processEnvironment: { ENVIRONMENT: 'development' } })
    expect(development.values).toMatchObject({
      'database.poolSize': 5,
      'database.poolOverflow': 10,
      'log.level': 'DEBUG',
    })
  })

  it('are taken from the strongest layer that has them, with its place', async () => {
    const steps: [() => unknown, number, string, string][] = [
      [() => put('settings.json', '{"queue.concurrency": 3}'), 3, 'settings-file', settingsFile()],
      [() => put('.env', 'QUEUE_CONCURRENCY=4'), 4, 'env-file', path.join(dataFolder, '.env')],
      [
        () => put('.env.staging', 'QUEUE_CONCURRENCY="5"'),
        5,
        'env-file-of-environment',
        path.join(dataFolder, '.env.staging'),
      ],
    ]
    const staging = { flags: { environment: 'staging' } }
    for (const [prepare, value, layer, place] of steps) {
      await prepare()
      const { values, origins } = await load(staging)
      expect(values['queue.concurrency']).toBe(value)
      expect(origins.get('queue.concurrency')).toEqual({ layer, place })
    }
    const processEnvironment = { QUEUE_CONCURRENCY: '6' }
    const fromVariable = await load({ ...staging, processEnvironment })
    expect(fromVariable.values['queue.concurrency']).toBe(6)
    const fromFlag = await load({
      processEnvironment,
      flags: { ...staging.flags, 'queue.concurrency': 7, 'server.port': '0' },
    })
    expect(fromFlag.values['queue.concurrency']).toBe(7)
    expect(fromFlag.origins.get('server.port')).toEqual({ layer: 'flag', place: '--port' })
    expect((await load({ processEnvironment })).origins.get('queue.concurrency')?.place).toBe('QUEUE_CONCURRENCY')
  })

  it('read .env files with quotes, comments and export, and take an empty value for not set', async () => {
    await put(
      '.env',
      '# comment\nexport SITE_NAME="本社 #1" # more\nQUEUE_CONCURRENCY=\nCORS_ORIGINS=https://a.example, http://b:8080\nDEBUG=Yes\n',
    )
    const { values } = await load()
    expect(values['site.name']).toBe('本社 #1')
    expect(values['queue.concurrency']).toBe(2)
    expect(values['cors.origins']).toEqual(['https://a.example', 'http://b:8080'])
    expect(values.debug).toBe(true)
  })

  it.each(['a\r\nBcc: x', '\u001b[2J', '\u202eorp', ' '])('take %j for no name of a site', async (name) => {
    await put('settings.json', JSON.stringify({ 'site.name': name }))
    await expect(load()).rejects.toMatchObject({ code: 'CONFIG_INVALID' })
  })

  it('take the environment’s name from a variable or flag only', async () => {
    await put('.env', 'ENVIRONMENT=staging')
    await put('settings.json', '{"environment":"staging"}')
    const { values, ignored } = await load({ processEnvironment: { ENVIRONMENT: 'development' } })
    expect(values.environment).toBe('development')
    expect(ignored).toEqual([
      { key: 'environment', place: settingsFile() },
      { key: 'ENVIRONMENT', place: path.join(dataFolder, '.env') },
    ])
  })

  it('name key, value, what is allowed and the place when a value is bad, also under a stronger one', async () => {
    await put('.env', 'SERVER_PORT=70000')
    await expect(load({ flags: { 'server.port': 1 } })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      data: { key: 'server.port', value: '70000', allowed: '0..65535', origin: path.join(dataFolder, '.env') },
    })
    await put('.env', '')
    const bad: Record<string, string> = {
      ENVIRONMENT: 'prod',
      LOG_LEVEL: 'LOUD',
      DEBUG: 'perhaps',
      SESSION_IDLE_MINUTES: '1.5',
      KURABAN_TIME_ZONE: 'Asia/Atlantis',
      CORS_ORIGINS: 'https://a.example/path',
      DATABASE_URL: 'mysql://db/x',
      SERVER_HOST: 'a b',
    }
    for (const [variable, value] of Object.entries(bad)) {
      await expect(load({ processEnvironment: { [variable]: value } }), variable).rejects.toMatchObject({
        code: 'CONFIG_INVALID',
        data: { value, origin: variable },
      })
    }
  })

  it('never show a secret, neither in an error nor when explained', async () => {
    const tooShort = await load({ processEnvironment: { SECRET_KEY: 'hunter2' } }).catch((error: unknown) =>
      String(error),
    )
    expect(tooShort).not.toContain('hunter2')
    const wrongScheme = await load({ processEnvironment: { DATABASE_URL: 'mysql://u:hunter2@db/x' } }).catch(String)
    expect(wrongScheme).not.toContain('hunter2')
    const processEnvironment = {
      SECRET_KEY: 'hunter2'.repeat(10),
      DATABASE_URL: 'postgres://app:hunter2@db/x?sslpassword=hunter2',
      REDIS_URL: 'rediss://:hunter2@cache:6380/1',
    }
    const rows = explainConfig(await load({ processEnvironment }))
    expect(JSON.stringify(rows)).not.toContain('hunter2')
    expect(rows.find((row) => row.key === 'database.url')).toMatchObject({
      value: 'postgres://app:***@db/x?sslpassword=***',
      origin: 'environment-variable',
      place: 'DATABASE_URL',
    })
    expect(rows.map((row) => row.key)).toEqual(configKeys)
  })

  it('say which keys of settings.json are unknown, and refuse a file that is no JSON object', async () => {
    await put('settings.json', '{"colour":"blue","__proto__":{"polluted":1},"constructor":1}')
    const { ignored } = await load()
    expect(ignored.map(({ key }) => key).toSorted()).toEqual(['__proto__', 'colour', 'constructor'])
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
    for (const broken of ['{', '[]', '"x"', 'null']) {
      await put('settings.json', broken)
      await expect(load(), broken).rejects.toMatchObject({ code: 'CONFIG_INVALID', data: { origin: settingsFile() } })
    }
  })

  it('are described for the screen by their contract', async () => {
    await put('settings.json', '{"session.idleMinutes": 45}')
    const items = settingsOnScreen(await load({ processEnvironment: { LOG_LEVEL: 'warning' } }))
    for (const item of items) settingSchema.parse(item)
    expect(items.find((item) => item.key === 'session.idleMinutes')).toMatchObject({
      value: 45,
      defaultValue: 30,
      origin: 'settings-file',
      overridden: false,
    })
    expect(items.find((item) => item.key === 'log.level')).toMatchObject({ value: 'WARNING', overridden: true })
    expect(items.some((item) => item.key === 'secretKey')).toBe(false)
  })
})

describe('writing settings', () => {
  it('keeps other settings, takes null for the default, and leaves a private file', async () => {
    await put('settings.json', '{"later.feature":1,"queue.concurrency":3}')
    await writeSettings(settingsFile(), [
      ['session.idleMinutes', 45],
      ['queue.concurrency', null],
    ])
    expect(JSON.parse(await readFile(settingsFile(), 'utf8'))).toEqual({
      'later.feature': 1,
      'session.idleMinutes': 45,
    })
    expect((await stat(settingsFile())).mode & 0o777).toBe(0o600)
    expect(await readdir(dataFolder)).toEqual(['settings.json'])
    expect((await load()).values['session.idleMinutes']).toBe(45)
  })

  it('keeps all of the changes or none', async () => {
    await put('settings.json', '{"queue.concurrency":3}')
    const bad: [string, string | number][] = [
      ['queue.concurrency', 0],
      ['secretKey', 'x'.repeat(64)],
      ['colour', 'blue'],
      ['__proto__', 1],
      ['constructor', 1],
    ]
    for (const one of bad) {
      const change = writeSettings(settingsFile(), [['session.idleMinutes', 45], one])
      await expect(change, one[0]).rejects.toMatchObject({ code: /CONFIG_INVALID|NOT_FOUND/ })
    }
    expect(await readFile(settingsFile(), 'utf8')).toBe('{"queue.concurrency":3}')
  })

  it('keeps the old file when the new one cannot be written', async () => {
    const locked = path.join(dataFolder, 'locked')
    await mkdir(path.join(locked, 'settings.json'), { recursive: true })
    await writeFile(path.join(locked, 'settings.json', 'kept'), '')
    await expect(writeSettings(path.join(locked, 'settings.json'), [['queue.concurrency', 4]])).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    })
    expect(await readdir(locked)).toEqual(['settings.json'])
  })
})
