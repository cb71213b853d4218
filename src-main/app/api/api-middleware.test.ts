import { createRouterClient, implement } from '@orpc/server'
import { beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { AccessDecisions } from '#main/features/security/authorization/access-decisions.ts'
import type { Authentication } from '#main/features/security/index.ts'
import type { ApiContext } from '#main/platform/call-effects.ts'
import { systemClock } from '#main/platform/clock.ts'
import type { LogFields } from '#main/platform/logger.ts'
import { StorageError } from '#main/storage/storage-error.ts'
import { AppError } from '#shared/contract/errors.ts'
import { errors, procedure } from '#shared/contract/procedure.ts'
import { sessionOf, userCaller } from '#test/fixtures/signed-in.ts'
import { standardRules } from '#test/fixtures/standard-rules.ts'
import { FlexibleRateLimiter } from '../rate-limit/rate-limiter.ts'
import { createApiMiddleware, type ObservedCall } from './api-middleware.ts'

const output = z.object({ id: z.string() })
const contract = {
  look: procedure({ access: 'users.manage', rateLimit: 'read', audit: 'none' })
    .input(z.strictObject({ n: z.number() }))
    .output(output),
  change: procedure({ access: 'users.manage', rateLimit: 'write', audit: 'change' })
    .input(z.strictObject({ id: z.string() }))
    .errors(errors('NOT_FOUND'))
    .output(output),
  open: procedure({ access: 'public', rateLimit: 'write', audit: 'change' }).output(output),
  reveal: procedure({ access: 'users.manage', rateLimit: 'read', audit: 'sensitive-read' }).output(output),
}

let authentication: Authentication
let authenticationFailure: Error | null
let behaviour: () => { id: string }
let audited: unknown[]
let auditFailure: Error | null
let observed: ObservedCall[]
let logged: [level: string, message: string, fields: LogFields | undefined][]
let active: boolean | null

beforeEach(() => {
  authentication = live('administrator')
  authenticationFailure = null
  behaviour = () => ({ id: 'made' })
  audited = []
  auditFailure = null
  observed = []
  logged = []
  active = null
})

function live(role: 'administrator' | 'viewer'): Authentication {
  const caller = userCaller(role)
  return { state: 'live', caller, session: sessionOf(caller) }
}

function client(change: Partial<ApiContext> = {}) {
  const write = (level: string) => (message: string, fields?: LogFields) => void logged.push([level, message, fields])
  const log = {
    debug: write('debug'),
    info: write('info'),
    warning: write('warning'),
    error: write('error'),
    critical: write('critical'),
    child: () => log,
  }
  const middleware = createApiMiddleware({
    authenticator: {
      authenticate: async (_token, options) => {
        if (authenticationFailure !== null) throw authenticationFailure
        active = options.active
        return authentication
      },
    },
    access: new AccessDecisions({
      clock: systemClock,
      settings: () => ({ environment: 'development', timeZone: 'Asia/Tokyo' }),
      site: () => ({ siteName: 'Test site' }),
    }),
    audit: {
      finish: async ({ caller }, entry) => {
        if (auditFailure !== null) throw auditFailure
        audited.push({ caller: caller.kind, ...entry })
      },
      deny: ({ caller }, action, errorCode) => void audited.push({ caller: caller.kind, action, denied: errorCode }),
    },
    limiter: new FlexibleRateLimiter({ clock: systemClock }),
    rules: () => standardRules,
    clock: systemClock,
    log,
    observe: (call) => void observed.push(call),
  })
  const os = implement(contract).$context<ApiContext>().use(middleware)
  const handler = () => behaviour()
  const router = os.router({
    look: os.look.handler(handler),
    change: os.change.handler(handler),
    open: os.open.handler(handler),
    reveal: os.reveal.handler(handler),
  })
  const context: ApiContext = {
    requestId: 'request-1',
    transport: 'rest',
    remoteAddress: '192.0.2.1',
    userAgent: '',
    sessionToken: 'token',
    caller: { kind: 'anonymous' },
    effects: {
      keepSession: () => true,
      forgetSession: () => {},
      reportSessionEnd: (reason) => void audited.push({ told: reason }),
      reportRateLimit: () => {},
    },
    ...change,
  }
  return createRouterClient(router, { context })
}

describe('the way of a call', () => {
  it('ends before the input is looked at for those who may not', async () => {
    const malformed = JSON.parse('{"n":"x"}')
    authentication = live('viewer')
    await expect(client().look(malformed)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      status: 403,
      defined: true,
      data: { permission: 'users.manage' },
    })
    authentication = { state: 'unknown' }
    await expect(client().look(malformed)).rejects.toMatchObject({ code: 'UNAUTHENTICATED', status: 401 })
    authentication = live('administrator')
    await expect(client().look(malformed)).rejects.toMatchObject({
      code: 'VALIDATION',
      status: 400,
      data: { issues: [{ path: 'n' }] },
    })
  })

  it('counts before it asks for the permission', async () => {
    authentication = live('viewer')
    const calls = client()
    const codes = []
    for (let n = 0; n < 21; n += 1) codes.push(await calls.change({ id: 'x' }).catch((error) => error.code))
    expect(codes.slice(0, 20)).toEqual(Array(20).fill('FORBIDDEN'))
    expect(codes[20]).toBe('RATE_LIMITED')
  })

  it('tells why a session is over', async () => {
    authentication = { state: 'ended', reason: 'idle' }
    await expect(client().look({ n: 1 })).rejects.toMatchObject({ code: 'SESSION_EXPIRED', data: { reason: 'idle' } })
    expect(audited).toContainEqual({ told: 'idle' })
    authentication = { state: 'ended', reason: 'revoked' }
    await expect(client().look({ n: 1 })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  })

  it('takes a window that looks for nobody being there, a program that looks for somebody', async () => {
    await client({ transport: 'websocket' }).look({ n: 1 })
    expect(active).toBe(false)
    await client({ transport: 'websocket' }).change({ id: 'x' })
    expect(active).toBe(true)
    await client({ transport: 'rest' }).look({ n: 1 })
    expect(active).toBe(true)
  })

  it('believes a host that vouches for its caller', async () => {
    authentication = { state: 'unknown' }
    const calls = client({ transport: 'cli', caller: { kind: 'local-operator', systemUser: 'root' } })
    expect(await calls.change({ id: 'x' })).toEqual({ id: 'made' })
    expect(audited).toEqual([{ caller: 'local-operator', action: 'change', outcome: 'done', target: 'x' }])
  })
})

describe('the record', () => {
  it('holds changes and their targets, not reads', async () => {
    await client().look({ n: 1 })
    await client().change({ id: 'x' })
    await client().open()
    expect(audited).toEqual([
      { caller: 'user', action: 'change', outcome: 'done', target: 'x' },
      { caller: 'user', action: 'open', outcome: 'done', target: 'made' },
    ])
  })

  it('holds changes that failed, and denials apart from them', async () => {
    behaviour = () => {
      throw new AppError('NOT_FOUND', { resource: 'user', id: 'x' })
    }
    await expect(client().change({ id: 'x' })).rejects.toMatchObject({ code: 'NOT_FOUND', status: 404, defined: true })
    authentication = live('viewer')
    await expect(client().look({ n: 1 })).rejects.toThrow()
    expect(audited).toEqual([
      { caller: 'user', action: 'change', outcome: 'failed', errorCode: 'NOT_FOUND', target: 'x' },
      { caller: 'user', action: 'look', denied: 'FORBIDDEN' },
    ])
  })
})

describe('a record that cannot be written', () => {
  it('makes no failure of a change that was done, and is told in the log', async () => {
    auditFailure = new StorageError('DATABASE_LOCKED', { waitedMs: 1 })
    expect(await client().change({ id: 'x' })).toEqual({ id: 'made' })
    expect(logged).toContainEqual([
      'error',
      'a change that was done could not be recorded',
      expect.objectContaining({ requestId: 'request-1', procedure: 'change', error: auditFailure }),
    ])
  })

  it('keeps sensitive things back', async () => {
    auditFailure = new StorageError('DATABASE_LOCKED', { waitedMs: 1 })
    await expect(client().reveal()).rejects.toMatchObject({ code: 'DATABASE_LOCKED' })
  })
})

describe('errors nobody foresaw', () => {
  it.each([
    ['an exception', () => new TypeError('password of the database is hunter2')],
    [
      'a mistake in SQL',
      () => new StorageError('DATABASE_QUERY_FAILED', { reason: 'no such column hunter2', engineCode: 'x' }),
    ],
    ['an answer that breaks the contract', () => null],
  ])('reach the caller as INTERNAL with the id of the request and nothing more: %s', async (_what, fail) => {
    behaviour = () => {
      const error = fail()
      if (error !== null) throw error
      return JSON.parse('{"id":1}')
    }
    const error = await client()
      .look({ n: 1 })
      .catch((caught) => caught)
    expect(error).toMatchObject({ code: 'INTERNAL', status: 500, data: { requestId: 'request-1' } })
    expect(JSON.stringify(error.toJSON())).not.toContain('hunter2')
    expect(logged).toContainEqual([
      'error',
      'call failed',
      expect.objectContaining({ requestId: 'request-1', procedure: 'look', error: expect.any(Error) }),
    ])
  })

  it('that the database expects reach it under their own code', async () => {
    behaviour = () => {
      throw new StorageError('DATABASE_LOCKED', { waitedMs: 10_000 })
    }
    await expect(client().look({ n: 1 })).rejects.toMatchObject({ code: 'DATABASE_LOCKED', status: 503 })
  })
})

describe('a failure of the installation', () => {
  const damaged = () =>
    new StorageError('DATABASE_CORRUPT', { location: '/srv/kuraban/kuraban.db', quarantine: null, findings: [] })
  const answerTo = async (change: Partial<ApiContext>, call: 'open' | 'look') => {
    behaviour = () => {
      throw damaged()
    }
    const calls = client(change)
    return (call === 'open' ? calls.open() : calls.look({ n: 1 })).catch((caught) => caught)
  }

  it.each(['rest', 'websocket'] as const)('tells a stranger over %s only that a part is away', async (transport) => {
    authentication = { state: 'unknown' }
    const error = await answerTo({ transport }, 'open')
    expect(error).toMatchObject({ code: 'UNAVAILABLE', status: 503, data: { what: 'database' } })
    expect(JSON.stringify(error)).not.toContain('/srv')
    expect(logged).toContainEqual(['error', 'call failed', expect.objectContaining({ code: 'DATABASE_CORRUPT' })])
  })

  it('tells nobody whom the damage keeps from being known', async () => {
    authenticationFailure = damaged()
    const error = await answerTo({}, 'look')
    expect(error).toMatchObject({ code: 'UNAVAILABLE', data: { what: 'database' } })
  })

  it('tells those who may ask where data lies, and windows of this machine', async () => {
    const place = { code: 'DATABASE_CORRUPT', data: { path: '/srv/kuraban/kuraban.db' } }
    expect(await answerTo({}, 'look')).toMatchObject(place)
    authentication = { state: 'unknown' }
    expect(await answerTo({ transport: 'window' }, 'open')).toMatchObject(place)
  })
})

describe('figures and log', () => {
  it('tell every call with its outcome', async () => {
    await client().change({ id: 'x' })
    authentication = live('viewer')
    await expect(client().look({ n: 1 })).rejects.toThrow()
    expect(observed.map(({ procedure, outcome }) => [procedure, outcome])).toEqual([
      ['change', 'OK'],
      ['look', 'FORBIDDEN'],
    ])
    expect(logged.map(([level, message]) => [level, message])).toEqual([
      ['info', 'call'],
      ['warning', 'call failed'],
    ])
  })

  it('give a call of a window an id of its own', async () => {
    behaviour = () => {
      throw new Error('x')
    }
    const error = await client({ requestId: '' })
      .look({ n: 1 })
      .catch((caught) => caught)
    expect(error.data.requestId).toMatch(/^[0-9a-f-]{36}$/)
  })
})
