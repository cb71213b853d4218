import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generate } from 'otplib'
import { expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { serveResultSchema } from '#shared/contract/cli/serve.ts'
import { bareMachine } from '#test/fixtures/command-line.ts'
import { kuraban, type Started, startKuraban } from '#test/fixtures/programs.ts'
import { openWindow } from './window-client.ts'

/** Every secret that a person types, by what it is; none of them may be seen again. */
const typed = {
  administrator: 'typed-Administrator-Horse-Battery',
  person: 'typed-Person-Lantern-Harbour',
  wrong: 'typed-Wrong-Guess-Violet',
  chosen: 'typed-Chosen-After-Reset-Maple',
  invited: 'typed-Invited-Copper-Window',
  repository: 'typed-Repository-Granite-River',
  mailServer: 'typed-Mail-Server-Cedar',
  mailSetting: 'typed-Mail-Setting-Birch',
}

const created = z.looseObject({
  id: z.string().default(''),
  token: z.string().nullish(),
  challenge: z.string().optional(),
  secret: z.string().optional(),
  backupCodes: z.array(z.string()).optional(),
  key: z.string().optional(),
  accessToken: z.string().optional(),
  refreshToken: z.string().optional(),
  ticket: z.string().optional(),
  code: z.string().optional(),
  letter: z.object({ text: z.string() }).optional(),
  delivery: z.object({ letter: z.object({ text: z.string() }) }).optional(),
})
type Created = z.infer<typeof created>

/** What a caller of the server does, remembering what it was given and what it was told when it failed. */
class Caller {
  readonly #url: string
  readonly secrets: Map<string, string>
  readonly failures: string[]

  constructor(url: string, secrets: Map<string, string>, failures: string[]) {
    this.#url = url
    this.secrets = secrets
    this.failures = failures
  }

  async send(method: string, path: string, headers: Record<string, string>, body?: unknown): Promise<Response> {
    const response = await fetch(`${this.#url}/api/v1${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (response.status >= 400) this.failures.push(await response.clone().text())
    return response
  }

  async done(method: string, path: string, token: string, body?: unknown): Promise<Created> {
    const response = await this.send(method, path, token === '' ? {} : { authorization: `Bearer ${token}` }, body)
    const text = await response.text()
    expect(`${path} ${response.status} ${response.status < 400 ? '' : text}`).toBe(`${path} ${response.status} `)
    return created.parse(JSON.parse(text))
  }

  /** A text that was given out and is a secret from now on. */
  keep(name: string, secret: string | null | undefined): string {
    if (secret === null || secret === undefined || secret.length < 8) throw new Error(`no ${name} was given`)
    this.secrets.set(name, secret)
    return secret
  }

  async signIn(name: string, password: string): Promise<string> {
    const { token } = await this.done('POST', '/session', '', { name, password, wantsToken: true })
    return this.keep(`session of ${name}`, token)
  }
}

async function twoFactor(caller: Caller, token: string, name: string): Promise<void> {
  const { secret } = await caller.done('POST', '/profile/two-factor', token, { password: typed.person })
  const key = caller.keep('secret of the authenticator', secret)
  const code = await generate({ secret: key })
  const { backupCodes = [], token: next } = await caller.done('POST', '/profile/two-factor/enable', token, { code })
  for (const [n, one] of backupCodes.entries()) caller.keep(`backup code ${n}`, one)
  caller.keep('session after the second factor', next)
  const { challenge } = await caller.done('POST', '/session', '', { name, password: typed.person, wantsToken: true })
  caller.keep('challenge', challenge)
  await caller.send('POST', '/session/two-factor', {}, { challenge, code: 'AAAA-AAAA' })
  await caller.done('POST', '/session/two-factor', '', { challenge, code: backupCodes[0] })
}

async function programs(caller: Caller, admin: string, url: string): Promise<void> {
  const scopes = ['system.read']
  const { key } = await caller.done('POST', '/api-keys', admin, { name: 'monitor', scopes })
  const apiKey = caller.keep('API key', key)
  await caller.done('GET', '/system', apiKey)
  await caller.send('GET', '/users', { authorization: `Bearer ${apiKey}` })
  await caller.send('GET', '/users', { authorization: `Bearer ${apiKey.slice(0, -1)}!` })
  const pair = await caller.done('POST', '/tokens', '', { name: 'admin', password: typed.administrator })
  const access = caller.keep('access token', pair.accessToken)
  const refreshToken = caller.keep('refresh token', pair.refreshToken)
  await caller.send('GET', '/backup-jobs/none', { authorization: `Bearer ${access}` })
  const next = await caller.done('POST', '/tokens/refresh', '', { refreshToken })
  caller.keep('second refresh token', next.refreshToken)
  const { ticket } = await caller.done('POST', '/socket-tickets', admin)
  const search = `?ticket=${caller.keep('socket ticket', ticket)}`
  const { socket } = await openWindow(url, {}, { search })
  socket.terminate()
  await expect(openWindow(url, {}, { search })).rejects.toThrow('401')
}

async function letters(caller: Caller, admin: string, userId: string): Promise<void> {
  const codeIn = (text = '') => /([0-9A-Z]{4}-){5}[0-9A-Z]{4}/.exec(text)?.[0]
  const reset = await caller.done('POST', `/users/${userId}/reset-password`, admin, { by: 'letter' })
  const secret = caller.keep('reset code', codeIn(reset.letter?.text))
  const wrong = { name: 'person', secret: `${secret.slice(0, -4)}0000`, newPassword: typed.wrong }
  await caller.send('POST', '/password-resets/complete', {}, wrong)
  await caller.done('POST', '/password-resets/complete', '', { name: 'person', secret, newPassword: typed.chosen })
  const invitation = await caller.done('POST', '/invitations', admin, { name: 'guest', role: 'viewer' })
  const invited = caller.keep('invitation', codeIn(invitation.delivery?.letter.text))
  const answer = { secret: invited, name: 'guest', password: typed.invited, language: 'ja' }
  await caller.done('POST', '/invitations/accept', '', answer)
  await caller.send('POST', '/invitations/accept', {}, answer)
}

/** Secrets where they do not belong, as people and programs make mistakes. */
async function mistakes(caller: Caller, admin: string, folder: string): Promise<void> {
  const authorization = `Bearer ${admin}`
  await caller.send('POST', '/session', {}, { name: 'admin', password: typed.wrong })
  await caller.send('POST', '/session', {}, { name: 'admin', password: [typed.wrong] })
  await caller.send('POST', '/session', {}, { name: 'admin', passwort: typed.wrong })
  await caller.send('GET', `/nowhere?token=${admin}&password=${typed.wrong}`, {})
  await caller.send('GET', `/users?password=${typed.administrator}`, { authorization })
  await caller.send('PUT', '/profile/password', { authorization }, { currentPassword: typed.wrong, newPassword: 'a' })
  await caller.send('POST', '/session', { cookie: `kuraban-session=${admin}` }, { name: 'admin' })
  const location = { kind: 'local', path: join(folder, 'repository') }
  const { id } = await caller.done('POST', '/repositories', admin, {
    name: '倉庫',
    location,
    password: typed.repository,
  })
  await caller.send('PUT', `/repositories/${id}/password`, { authorization }, { password: typed.wrong })
  await caller.done('PUT', '/mail/password', admin, { password: typed.mailServer })
  await caller.send('PUT', '/mail/password', { authorization }, { password: 5, typed: typed.mailServer })
  const sheet = await caller.done('POST', '/secret-store/recovery-sheet', admin)
  caller.keep('recovery code', sheet.code)
}

/** Everything the server announces while it is listened to. */
function listenTo(url: string, token: string): { said: () => string; stop: () => void } {
  const controller = new AbortController()
  let said = ''
  const read = async () => {
    const headers = { authorization: `Bearer ${token}` }
    const { body } = await fetch(`${url}/api/v1/events`, { headers, signal: controller.signal })
    for await (const piece of body ?? []) said += Buffer.from(piece).toString()
  }
  read().catch(() => {})
  return { said: () => said, stop: () => controller.abort() }
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
}

it('what is secret is seen once by whom it is for, and never again anywhere', async () => {
  const { home, data, environment: bare } = await bareMachine()
  const environment = { ...bare, KURABAN_LOG_LEVEL: 'debug', KURABAN_MAIL_PASSWORD: typed.mailSetting }
  const command = (...words: string[]) => kuraban([...words, '--json', '--data', data], environment)
  await writeFile(join(home, 'password'), typed.administrator)
  await command(
    'user',
    'create',
    '--name',
    'admin',
    '--role',
    'administrator',
    '--password-file',
    join(home, 'password'),
  )
  const server: Started = startKuraban(['serve', '--port', '0', '--json', '--data', data], environment)
  onTestFinished(async () => {
    server.child.kill('SIGKILL')
    await server.finished
  })
  await new Promise((resolve) => server.child.stdout?.once('data', resolve))
  const { url } = serveResultSchema.parse(JSON.parse(server.output()))

  const secrets = new Map<string, string>(Object.entries(typed))
  const caller = new Caller(url, secrets, [])
  const admin = await caller.signIn('admin', typed.administrator)
  const events = listenTo(url, admin)
  const person = { name: 'person', role: 'viewer', password: typed.person }
  const { id } = await caller.done('POST', '/users', admin, person)
  await twoFactor(caller, await caller.signIn('person', typed.person), 'person')
  await programs(caller, admin, url)
  await letters(caller, admin, id)
  await mistakes(caller, admin, home)
  const rescued = created
    .extend({ password: z.string() })
    .parse(JSON.parse((await command('recover-admin', '--name', 'rescue')).stdout))
  caller.keep('password of the emergency administrator', rescued.password)

  const said = new Map<string, string>()
  for (const path of [
    '/audit?limit=200',
    '/outbox',
    '/settings',
    '/sessions',
    '/api-keys',
    '/security-checks',
    '/mail',
  ]) {
    said.set(path, await (await caller.send('GET', path, { authorization: `Bearer ${admin}` })).text())
  }
  said.set('openapi', await (await fetch(`${url}/api/v1/openapi.json`)).text())
  for (const words of [['doctor'], ['config', 'show'], ['apikey', 'list'], ['user', 'list'], ['secrets', 'status']]) {
    const { stdout, stderr } = await command(...words)
    said.set(words.join(' '), stdout + stderr)
  }
  const exported = await command('audit', 'export', join(home, 'audit.jsonl'))
  expect(exported.code).toBe(0)
  said.set('audit export', await readFile(join(home, 'audit.jsonl'), 'utf8'))
  said.set('errors', caller.failures.join('\n'))
  said.set('events', events.said())
  events.stop()
  server.child.kill('SIGTERM')
  const { stdout, stderr } = await server.finished
  said.set('console', stderr + stdout.split('\n').slice(1).join('\n'))
  for (const file of await filesBelow(data)) said.set(file.slice(data.length), await readFile(file, 'latin1'))

  const seen = [...said].flatMap(([place, text]) =>
    [...secrets].filter(([, secret]) => text.includes(secret)).map(([name]) => `${name} in ${place}`),
  )
  expect(seen).toEqual([])
  expect(caller.failures.length).toBeGreaterThan(10)
  expect(said.get('events')).toContain('security.')
  expect(said.get('/audit?limit=200')).toContain('security.apiKeys.create')
  const log = [...said].filter(([place]) => place.endsWith('.log')).map(([, text]) => text)
  expect(log.join('')).toContain('"procedure":"security.signIn"')
})
