import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { soak, testSeed } from '#test/fixtures/seed.ts'
import { type ListedProcedure, proceduresOf } from '../hosts/contract-procedures.ts'
import { FuzzedSite, type Persona } from './fuzzed-site.ts'
import { hostileBodies, hostileTexts } from './hostile-values.ts'
import { inputsOf } from './input-of-schema.ts'
import { OwnerCalls } from './owner-calls.ts'
import { PeerCalls, type Wire } from './peer-calls.ts'
import { restCall, sendJson } from './rest-calls.ts'
import { type Answer, complaintAbout } from './verdict.ts'
import { portWire, socketWire } from './wires.ts'

const rounds = soak ? 200 : 4
const answersWithinMs = 20_000
const personas: readonly Persona[] = ['anonymous', 'viewer', 'administrator']

const schemaOf = z.instanceof(z.ZodType).catch(z.undefined())

describe.each(['sqlite', 'postgres'] as const)(
  'hostile calls (%s)',
  { timeout: soak ? 7_200_000 : 300_000 },
  (engine) => {
    let site: FuzzedSite
    let procedures: ListedProcedure[]
    let complaints: string[]
    let reached: Set<string>
    const unhandled: unknown[] = []
    const onUnhandled = (reason: unknown) => void unhandled.push(reason)

    beforeAll(async () => {
      process.on('unhandledRejection', onUnhandled)
      site = await FuzzedSite.open(engine)
      procedures = proceduresOf(site.app.router)
    })
    afterAll(async () => {
      process.off('unhandledRejection', onUnhandled)
      await site.close()
    })

    /** Remembers what is wrong with an answer. */
    async function judge(what: string, input: unknown, answer: Promise<Answer>): Promise<void> {
      const late = Promise.withResolvers<Answer>()
      const timer = setTimeout(() => late.resolve({ code: 'no answer', text: '' }), answersWithinMs)
      const given = await Promise.race([answer, late.promise]).catch((error) => ({ code: `${error}`, text: '' }))
      clearTimeout(timer)
      if (given.code !== 'VALIDATION' && given.code !== 'UNAUTHENTICATED') reached.add(what)
      const complaint = complaintAbout(given, (id) => site.causeOf(id))
      if (complaint !== null) complaints.push(`${what}(${shown(input)}) ${complaint}`)
    }

    /** Every procedure with inputs of its own, in the name of each persona. */
    async function fuzz(
      who: readonly Persona[],
      call: (one: ListedProcedure, input: unknown, persona: Persona) => Promise<Answer>,
    ): Promise<void> {
      complaints = []
      reached = new Set()
      for (const [n, one] of procedures.entries()) {
        const inputs = inputsOf(schemaOf.parse(one.inputSchema) ?? z.undefined(), site)
        for (const persona of who) {
          for (const input of fc.sample(inputs, { numRuns: rounds, seed: testSeed + n })) {
            await judge(`${one.name} as ${persona}`, input, call(one, input, persona))
          }
        }
      }
      expectNoHarm()
      expect(reached.size).toBeGreaterThan(procedures.length * 0.7)
    }

    function expectNoHarm(): void {
      expect(complaints).toEqual([])
      expect(unhandled).toEqual([])
      expect(Reflect.get({}, 'polluted')).toBeUndefined()
      expect(Object.keys(Object.prototype)).toEqual([])
    }

    it('over the port of a window end in an answer of the registry', async () => {
      const lines = new Lines(async (token) => portWire(site.app, token))
      await fuzz(personas, async ({ path }, input, persona) => {
        const calls = await lines.of(await site.token(persona))
        return calls.call(path, input)
      })
      await expectTraps(await lines.of(await site.token('administrator')))
      lines.close()
    })

    it('over a WebSocket end in an answer of the registry', async () => {
      const lines = new Lines((token) => socketWire(site.server.url, token))
      await fuzz(['viewer', 'administrator'], async ({ path }, input, persona) => {
        const calls = await lines.of(await site.token(persona))
        return calls.call(path, input)
      })
      await expectTraps(await lines.of(await site.token('administrator')))
      lines.close()
    })

    it('over REST end in an answer of the registry', async () => {
      const { url } = site.server
      await fuzz(personas, async (one, input, persona) => restCall(url, one, input, await site.token(persona)))
      const token = await site.token('administrator')
      const { method, route, name } = procedures.find((one) => one.name === 'security.users.create') ?? missing()
      for (const body of hostileBodies) await judge(name, body, sendJson(url, method, route, body(), token))
      for (const target of hostileTargets) await judge('GET', target, sendJson(url, 'GET', target, null, token))
      for (const headers of hostileHeaders) {
        await judge('GET', headers, sendJson(url, 'GET', '/users', null, token, headers))
      }
      expectNoHarm()
    })

    it('over the socket of the data folder end in an answer of the registry', async () => {
      const owner = await OwnerCalls.open(site)
      await fuzz(['administrator'], ({ name }, input) => owner.call(name, JSON.stringify(input) ?? 'null'))
      for (const body of hostileBodies.map((make) => make()).filter(isFiniteJson)) {
        await judge('users.create', body, owner.call('security.users.create', body))
      }
      for (const method of [
        '',
        '.',
        '__proto__',
        'constructor',
        'security.__proto__',
        'toString.call',
        'a.'.repeat(9_999),
      ]) {
        await judge(method, null, owner.call(method, 'null'))
      }
      for (const line of ['no json', '[]', '{"id":"1"}', '{"id":1}', '['.repeat(100_000), '\0', '"\\ud800"']) {
        expect(await owner.exchange(`${line}\n`)).toBeNull()
      }
      expect(await owner.exchange(new Uint8Array(17_000_000).fill(120))).toBeNull()
      expectNoHarm()
      await owner.close()
    })

    it('leave the memory as it was, but for what is not yet collected', () => {
      expect(process.memoryUsage().rss).toBeLessThan(1_500_000_000)
    })

    /** Bodies and addresses that no client of ours would send, on a line that must stay open. */
    async function expectTraps(calls: PeerCalls): Promise<void> {
      for (const body of hostileBodies) {
        await judge('users.create', body, calls.send('/security/users/create', `{"json":${body()},"meta":[]}`))
      }
      for (const value of exoticValues) {
        await judge('users.create', null, calls.call(['security', 'users', 'create'], { name: value, role: value }))
      }
      for (const body of hostileEnvelopes) await judge('envelope', body, calls.send('/security/users/create', body))
      for (const url of [
        '/',
        '/__proto__',
        '/constructor/prototype',
        '/security/__proto__/x',
        '/%E0%A4%A',
        '/security',
      ]) {
        await judge(url, null, calls.send(url, '{"json":{}}'))
      }
      expectNoHarm()
    }
  },
)

/** What only the windows' protocol can carry. */
const exoticValues = [
  ...[12n, Number.NaN, Number.POSITIVE_INFINITY, undefined, new Date(Number.NaN), new Date(0), /(a+)+$/],
  ...[new Map([['__proto__', 1]]), new Set([new Map(), 1n]), new URL('javascript:alert(1)')],
]

/** The socket of the data folder drops who sends what its line cannot hold: these bodies it must answer. */
function isFiniteJson(body: string): boolean {
  return !body.includes('1e999') && !body.startsWith('[[') && !body.startsWith('{"a":{"a"')
}

const hostileEnvelopes = [
  '{"json":{},"meta":[[1,"__proto__","polluted"]]}',
  '{"json":{"a":"1"},"meta":[[0,"constructor","prototype","polluted"]]}',
  '{"json":{"a":"x"},"meta":[[0,"a"]]}',
  `{"json":{"a":"${'9'.repeat(1_000_000)}"},"meta":[[0,"a"]]}`,
  '{"json":{"a":"/(a+)+$/"},"meta":[[5,"a"]]}',
  '{"json":{"name":["a"]},"meta":[[6,"name"]]}',
  '{"json":{"name":[["__proto__",1]]},"meta":[[7,"name"]]}',
  '{"json":{},"meta":"x"}',
  '{"json":{},"meta":[null,1,[]]}',
  `{"json":{},"meta":[${'[1,"a"],'.repeat(50_000)}[1]]}`,
  '{"json":{},"meta":[],"maps":[["a"]]}',
  '{"json":{"__proto__":{"polluted":true}},"meta":[]}',
  '12',
  '"x"',
  'null',
]

const hostileTargets = [
  ...[
    '/users?__proto__[polluted]=1',
    '/users?constructor[prototype][polluted]=1',
    '/users?limit[__proto__][polluted]=1',
  ],
  ...[
    '/users?limit[]=1&limit[]=2',
    '/users?limit=1&limit=2',
    '/users?limit=NaN',
    '/users?limit=1e999',
    '/users?search[a]=b',
  ],
  `/users?a${'[b]'.repeat(2_000)}=1`,
  `/users?${'k=1&'.repeat(3_000)}`,
  ...['/users/%00', '/users/%', '/users/%E0%A4%A', '/users/..%2f..%2fhealth', '/users//', '//users', '/USERS'],
  ...['/users/__proto__', '/users/constructor', '/%5c..%5c', '/users;a=b', '/users?cursor=%00', '/audit?search=%25%5C'],
  ...hostileTexts.map((text) => `/users?search=${encodeURIComponent(text.slice(0, 3_000).toWellFormed())}`),
  ...hostileTexts.map((text) => `/users?cursor=${encodeURIComponent(text.slice(0, 3_000).toWellFormed())}`),
  ...hostileTexts.map((text) => `/audit?cursor=${encodeURIComponent(text.slice(0, 400).toWellFormed())}`),
]

const hostileHeaders = [
  { authorization: 'Bearer ' },
  { authorization: `Bearer ${'x'.repeat(8_000)}` },
  { authorization: 'Bearer a.b.c' },
  { authorization: 'Bearer krb_prod_x_y_z' },
  { cookie: '__proto__=1; constructor=2; =; a' },
  { cookie: `kuraban-session=${'%'.repeat(500)}` },
  { 'content-type': 'multipart/form-data; boundary=x' },
  { 'content-type': 'text/event-stream' },
  { accept: 'text/event-stream', 'last-event-id': '-1' },
  { 'x-forwarded-for': '127.0.0.1, ::1, \xff' },
  { 'x-request-id': 'a\tb', 'user-agent': '\u001b[31m'.slice(1) },
  { 'content-disposition': 'attachment; filename="../../x"' },
  { range: 'bytes=0-,0-,0-' },
]

/** One line for each session. */
class Lines {
  readonly #open: (token: string) => Promise<Wire>
  readonly #lines = new Map<string, PeerCalls>()

  constructor(open: (token: string) => Promise<Wire>) {
    this.#open = open
  }

  async of(token: string): Promise<PeerCalls> {
    const line = this.#lines.get(token) ?? new PeerCalls(await this.#open(token))
    this.#lines.set(token, line)
    return line
  }

  close(): void {
    for (const line of this.#lines.values()) line.close()
  }
}

function missing(): never {
  throw new Error('there is no such procedure')
}

function shown(input: unknown): string {
  return (JSON.stringify(input) ?? String(input)).slice(0, 300)
}
