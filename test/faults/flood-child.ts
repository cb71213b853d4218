import { Agent, request } from 'node:http'
import { type Flood, type FloodResult, floodSize } from './flood-plan.ts'

/**
 * Sends all its requests at once from a hundred addresses, over nearly as many connections as the program takes, and
 * prints how they were answered: `node flood-child.ts <flood as JSON>`.
 */
const { port, token }: Flood = JSON.parse(process.argv[2] ?? '')
const addresses = Array.from({ length: 100 }, (_, index) => `127.0.4.${index + 1}`)
const agents = addresses.map((localAddress) => new Agent({ localAddress, keepAlive: true, maxSockets: 39 }))
const json = { 'content-type': 'application/json' }
const authorization = `Bearer ${token}`
const signIn = (n: number) => JSON.stringify({ name: `nobody ${n}`, password: 'a wrong password' })

/** What needs no database, what needs it, what needs a password hash, and what is refused for where it comes from. */
const kinds = [
  { method: 'GET', path: '/setup', headers: {} },
  { method: 'GET', path: '/users', headers: {} },
  { method: 'GET', path: '/users', headers: { authorization } },
  { method: 'GET', path: '/backup-executions?limit=50', headers: { authorization } },
  { method: 'POST', path: '/session', headers: json, body: signIn },
  { method: 'POST', path: '/session', headers: { ...json, origin: 'https://elsewhere.example' }, body: signIn },
] as const

const result: FloodResult = { statuses: {}, withoutRetryAfter: 0, failures: {} }

function count(counters: Record<string, number>, name: string): void {
  counters[name] = (counters[name] ?? 0) + 1
}

function send(n: number): Promise<void> {
  const kind = kinds[n % kinds.length] ?? kinds[0]
  const { method, path, headers } = kind
  const agent = agents[n % agents.length]
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException) => {
      count(result.failures, error.code ?? error.message)
      resolve()
    }
    const sent = request({ host: '127.0.0.1', port, method, path: `/api/v1${path}`, headers, agent }, (response) => {
      const { statusCode = 0 } = response
      count(result.statuses, String(statusCode))
      const isForNow = statusCode === 429 || statusCode === 503
      if (isForNow && !(Number(response.headers['retry-after']) > 0)) result.withoutRetryAfter += 1
      response.on('error', failed).on('end', resolve).resume()
    })
    sent.on('error', failed)
    sent.end('body' in kind ? kind.body(n) : undefined)
  })
}

await Promise.all(Array.from({ length: floodSize }, (_, n) => send(n)))
for (const agent of agents) agent.destroy()
console.log(JSON.stringify(result))
