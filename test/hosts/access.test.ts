import { ORPCError } from '@orpc/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningServer, startServer } from '#main/hosts/server/start-server.ts'
import { type Role, roleSchema } from '#shared/contract/identifiers.ts'
import { rolePermissions } from '#shared/contract/procedure.ts'
import { type ListedProcedure, proceduresOf } from './contract-procedures.ts'
import { adminPassword, callContext, openTestApplication, setUp, type TestApplication } from './test-application.ts'
import { openWindow, type WindowClient } from './window-client.ts'

let opened: TestApplication
let server: RunningServer
const tokens = new Map<Role, string>()

async function tokenOf(name: string): Promise<string> {
  const response = await fetch(`${server.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, password: adminPassword, wantsToken: true }),
  })
  const { token } = await response.json()
  return token
}

beforeAll(async () => {
  opened = await openTestApplication()
  server = await startServer({ app: opened.app, port: 0, rendererFolder: '/nonexistent' })
  await setUp(opened.app)
  for (const role of roleSchema.options) {
    await opened.app.security.createUser(
      { name: role, role, password: adminPassword, language: 'en' },
      callContext({ transport: 'cli', caller: { kind: 'local-operator', systemUser: 'test' } }),
    )
    tokens.set(role, await tokenOf(role))
  }
})

afterAll(async () => {
  await server.close()
  await opened.remove()
})

/** What the table of rights says: `allowed`, or the code of the refusal. */
function verdictOf({ access }: ListedProcedure, role: Role | null): string {
  if (access === 'public') return 'allowed'
  if (role === null) return 'UNAUTHENTICATED'
  if (access === 'signed-in') return 'allowed'
  return rolePermissions[role].some((held) => held === access) ? 'allowed' : 'FORBIDDEN'
}

/** A call that the middleware refuses for its input, right after it has granted the permission: nothing is done. */
const poison = { constructor: 1 }

async function overRest(procedure: ListedProcedure, role: Role | null): Promise<string> {
  const isRead = procedure.method === 'GET'
  const route = procedure.route.replace(/\{\w+\}/g, 'x')
  const response = await fetch(`${server.url}/api/v1${route}${isRead ? '?constructor=1' : ''}`, {
    method: procedure.method,
    headers: {
      'content-type': 'application/json',
      ...(role === null ? {} : { authorization: `Bearer ${tokens.get(role)}` }),
    },
    ...(isRead ? {} : { body: JSON.stringify(poison) }),
  })
  const { error } = await response.json()
  return error.code === 'VALIDATION' ? 'allowed' : error.code
}

async function overSocket(procedure: ListedProcedure, { api }: WindowClient): Promise<string> {
  const call: unknown = procedure.path.reduce<object>((node, key) => Reflect.get(node, key), api)
  if (typeof call !== 'function') throw new Error(`${procedure.name} cannot be called`)
  try {
    await call(poison)
    return 'answered'
  } catch (error) {
    if (!(error instanceof ORPCError)) throw error
    return error.code === 'VALIDATION' ? 'allowed' : error.code
  }
}

describe('the rights of every role', () => {
  it('are what the table says for every procedure over REST', async () => {
    const procedures = proceduresOf(opened.app.router)
    expect(procedures.length).toBeGreaterThan(45)
    for (const role of [null, ...roleSchema.options]) {
      const found = await Promise.all(procedures.map(async (one) => [one.name, await overRest(one, role)]))
      expect(Object.fromEntries(found), String(role)).toEqual(
        Object.fromEntries(procedures.map((one) => [one.name, verdictOf(one, role)])),
      )
    }
  })

  it('are what the table says for every procedure over a WebSocket', async () => {
    const procedures = proceduresOf(opened.app.router).filter(
      ({ path }) => path[0] !== 'security' || path[1] === 'users',
    )
    for (const role of roleSchema.options) {
      const client = await openWindow(server.url, { authorization: `Bearer ${tokens.get(role)}` })
      const found = await Promise.all(procedures.map(async (one) => [one.name, await overSocket(one, client)]))
      client.socket.close()
      expect(Object.fromEntries(found), role).toEqual(
        Object.fromEntries(procedures.map((one) => [one.name, verdictOf(one, role)])),
      )
    }
  })

  it('keeps what begins or ends a session away from the socket, which can set no cookie', async () => {
    const client = await openWindow(server.url, { authorization: `Bearer ${tokens.get('viewer')}` })
    await expect(client.api.security.signOut()).rejects.toMatchObject({ status: 404 })
    client.socket.close()
  })

  it('refuses a socket without a session', async () => {
    await expect(openWindow(server.url, {})).rejects.toThrow('refused with 401')
    await expect(openWindow(server.url, { authorization: 'Bearer wrong' })).rejects.toThrow('refused with 401')
  })
})
