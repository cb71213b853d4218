import { userInfo } from 'node:os'
import { ORPCError } from '@orpc/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerOwnerCalls } from '#main/app/owner-calls.ts'
import { type RunningServer, startServer } from '#main/hosts/server/start-server.ts'
import { isAppError } from '#shared/contract/errors.ts'
import { type BuiltInRole, builtInRoleSchema } from '#shared/contract/permissions.ts'
import { allowedToKey, overHttpOnly, policy, recentProof, scopesOfKey } from './access-policy.ts'
import { type ListedProcedure, proceduresOf } from './contract-procedures.ts'
import { openPort } from './port-client.ts'
import { adminPassword, callContext, openTestApplication, setUp, type TestApplication } from './test-application.ts'
import { openWindow } from './window-client.ts'

type Verdicts = Readonly<Record<string, string>>

const operator = callContext({ transport: 'cli', caller: { kind: 'local-operator', systemUser: 'test' } })
const tokens = new Map<string, string>()
let opened: TestApplication
let server: RunningServer
let procedures: ListedProcedure[]

async function tokenOf(name: string): Promise<string> {
  const response = await fetch(`${server.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, password: adminPassword, wantsToken: true }),
  })
  const { token } = await response.json()
  return token
}

async function addPerson(name: string, role: BuiltInRole, mustChangePassword = false): Promise<void> {
  const person = { name, role, password: adminPassword, language: 'en' as const, mustChangePassword }
  await opened.app.security.createUser(person, operator)
  tokens.set(name, await tokenOf(name))
}

beforeAll(async () => {
  opened = await openTestApplication()
  server = await startServer({ app: opened.app, port: 0, rendererFolder: '/nonexistent' })
  procedures = proceduresOf(opened.app.router)
  await setUp(opened.app)
  for (const role of builtInRoleSchema.options) await addPerson(role, role)
})

afterAll(async () => {
  await server.close()
  await opened.remove()
})

/** What the policy says: `allowed`, or the code of the refusal. */
function verdictOf(name: string, role: BuiltInRole | null): string {
  const row = policy[name]
  if (row === 'anybody') return 'allowed'
  if (role === null) return 'UNAUTHENTICATED'
  return row === 'oneself' || row === 'signed-in' || row?.includes(role) ? 'allowed' : 'FORBIDDEN'
}

function verdictsOf(verdict: (name: string) => string): Verdicts {
  return Object.fromEntries(procedures.map(({ name }) => [name, verdict(name)]))
}

/** A call that the middleware refuses for its input, right after it has granted the permission: nothing is done. */
const poison = { constructor: 1 }

async function overRest({ method, route }: ListedProcedure, token: string | null): Promise<string> {
  const isRead = method === 'GET'
  const path = route.replace(/\{\w+\}/g, 'x')
  const response = await fetch(`${server.url}/api/v1${path}${isRead ? '?constructor=1' : ''}`, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(isRead ? {} : { body: JSON.stringify(poison) }),
  })
  const { error } = await response.json()
  return error.code === 'VALIDATION' ? 'allowed' : error.code
}

async function overClient({ path, name }: ListedProcedure, api: object): Promise<string> {
  const call: unknown = path.reduce<object>((node, key) => Reflect.get(node, key), api)
  if (typeof call !== 'function') throw new Error(`${name} cannot be called`)
  try {
    await call(poison)
    return 'answered'
  } catch (error) {
    if (!(error instanceof ORPCError)) throw error
    return error.code === 'VALIDATION' ? 'allowed' : error.code
  }
}

/** Asked in batches: whoever asks for more at once is turned away by the server. */
async function found(call: (one: ListedProcedure) => Promise<string>): Promise<Verdicts> {
  const verdicts: [string, string][] = []
  for (let from = 0; from < procedures.length; from += batch) {
    const some = procedures.slice(from, from + batch)
    verdicts.push(
      ...(await Promise.all(some.map(async (one): Promise<[string, string]> => [one.name, await call(one)]))),
    )
  }
  return Object.fromEntries(verdicts)
}

const batch = 40

/** Every refusal of these verdicts stands in the record, under the name of whoever called. */
async function expectOnRecord(verdicts: Verdicts, callerName: string | null, transport: string): Promise<void> {
  await opened.app.security.audit.flush()
  const rows = await opened.ports.storage.db
    .selectFrom('auditLog')
    .select(['action', 'errorCode'])
    .where('outcome', '=', 'denied')
    .where('transport', '=', transport)
    .where('callerName', callerName === null ? 'is' : '=', callerName)
    .execute()
  const recorded = new Set(rows.map(({ action, errorCode }) => `${action} ${errorCode}`))
  const refused = Object.entries(verdicts).filter(([, verdict]) => verdict !== 'allowed' && verdict !== 'NOT_FOUND')
  expect(refused.length).toBeGreaterThan(0)
  expect(refused.map(([name, code]) => `${name} ${code}`).filter((one) => !recorded.has(one))).toEqual([])
}

it('has a row for every procedure, and none besides', () => {
  expect(Object.keys(policy).sort()).toEqual(procedures.map(({ name }) => name).sort())
})

describe('the rights of every role', () => {
  it.each([null, ...builtInRoleSchema.options])('are what the policy says over REST: %s', async (role) => {
    const verdicts = await found((one) => overRest(one, role === null ? null : (tokens.get(role) ?? '')))
    expect(verdicts).toEqual(verdictsOf((name) => verdictOf(name, role)))
    if (role !== 'administrator') await expectOnRecord(verdicts, role, 'rest')
  })

  it.each(builtInRoleSchema.options)('are what the policy says over a WebSocket: %s', async (role) => {
    const { api, socket } = await openWindow(server.url, { authorization: `Bearer ${tokens.get(role)}` })
    const verdicts = await found((one) => overClient(one, api))
    socket.close()
    const isAbsent = (name: string) => policy[name] === 'anybody' || overHttpOnly.includes(name)
    expect(verdicts).toEqual(verdictsOf((name) => (isAbsent(name) ? 'NOT_FOUND' : verdictOf(name, role))))
    if (role !== 'administrator') await expectOnRecord(verdicts, role, 'websocket')
  })

  it.each([null, ...builtInRoleSchema.options])('are what the policy says over a window’s port: %s', async (role) => {
    const { api, port } = openPort(opened.app, role === null ? 'unknown' : (tokens.get(role) ?? ''))
    const verdicts = await found((one) => overClient(one, api))
    port.close()
    expect(verdicts).toEqual(verdictsOf((name) => verdictOf(name, role)))
    if (role !== 'administrator') await expectOnRecord(verdicts, role, 'window')
  })
})

describe('other callers', () => {
  it('the owner of the data folder may do everything on the command line but what needs a session of theirs', async () => {
    const call = answerOwnerCalls(opened.app)
    const signal = new AbortController().signal
    const verdicts = await found(async ({ name }) => {
      const error = await call({ method: name, params: poison, signal, emit: () => {} }).catch((caught) => caught)
      return isAppError(error, 'VALIDATION') ? 'allowed' : String(error.code)
    })
    const verdict = (name: string) => (policy[name] === 'oneself' ? 'UNAUTHENTICATED' : 'allowed')
    expect(verdicts).toEqual(verdictsOf(verdict))
    await expectOnRecord(verdicts, userInfo().username, 'cli')
  })

  it('a key may do what its scopes name, even if its maker may do everything', async () => {
    const response = await fetch(`${server.url}/api/v1/api-keys`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${tokens.get('administrator')}` },
      body: JSON.stringify({ name: 'monitoring', scopes: scopesOfKey }),
    })
    const { key } = await response.json()
    const verdicts = await found((one) => overRest(one, key))
    const verdict = (name: string) => {
      const row = policy[name]
      if (row === 'anybody' || row === 'signed-in' || allowedToKey.includes(name)) return 'allowed'
      return row === 'oneself' ? 'UNAUTHENTICATED' : 'FORBIDDEN'
    }
    expect(verdicts).toEqual(verdictsOf(verdict))
    await expectOnRecord(verdicts, 'monitoring', 'rest')
  })

  it('somebody who owes a new password may look after themselves and nothing else', async () => {
    await addPerson('owing', 'administrator', true)
    const verdicts = await found((one) => overRest(one, tokens.get('owing') ?? ''))
    const mayOwing = (name: string) => policy[name] === 'anybody' || policy[name] === 'oneself'
    expect(verdicts).toEqual(verdictsOf((name) => (mayOwing(name) ? 'allowed' : 'SESSION_RESTRICTED')))
    await expectOnRecord(verdicts, 'owing', 'rest')
  })

  it('an administrator whose last proof is long ago is asked again for what matters most', async () => {
    await addPerson('left open', 'administrator')
    await opened.ports.storage.db.updateTable('userSessions').set({ steppedUpAt: 0 }).execute()
    const verdicts = await found((one) => overRest(one, tokens.get('left open') ?? ''))
    expect(verdicts).toEqual(verdictsOf((name) => (recentProof.includes(name) ? 'STEP_UP_REQUIRED' : 'allowed')))
    await expectOnRecord(verdicts, 'left open', 'rest')
  })
})

describe('a socket', () => {
  it('takes nothing that begins or ends a session, since it can set no cookie', async () => {
    const { api, socket } = await openWindow(server.url, { authorization: `Bearer ${tokens.get('viewer')}` })
    await expect(api.security.signOut()).rejects.toMatchObject({ status: 404 })
    socket.close()
  })

  it('is refused without a session', async () => {
    await expect(openWindow(server.url, {})).rejects.toThrow('refused with 401')
    await expect(openWindow(server.url, { authorization: 'Bearer wrong' })).rejects.toThrow('refused with 401')
  })
})
