import { Resolver } from 'node:dns/promises'
import { isIP } from 'node:net'
import type { CheckSettings } from '#shared/features/monitoring/values.ts'
import { allowedAddress } from '../outgoing/allowed-address.ts'
import { type CheckOutcome, down, up } from './check-outcome.ts'

type DnsSettings = Extract<CheckSettings, { kind: 'dns' }>

const toldAtMost = 5

/** Asks a name server, the machine's own unless told, and compares the answer with what is expected. */
export async function checkDns(settings: DnsSettings, signal: AbortSignal): Promise<CheckOutcome> {
  const { name, recordType, server, expected, timeoutMs } = settings
  const resolver = new Resolver({ timeout: timeoutMs, tries: 1 })
  if (server !== '') resolver.setServers([await serverAddress(server)])
  const cancel = () => resolver.cancel()
  signal.addEventListener('abort', cancel, { once: true })
  try {
    const answers = await recordsOf(resolver, name, recordType)
    const told = answers.slice(0, toldAtMost).join(', ')
    if (answers.length === 0) return down('no record')
    if (expected !== '' && !answers.includes(expected)) return down(`other answer: ${told}`)
    return up(told)
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}

/** `HOST`, `HOST:PORT` or `[IPV6]:PORT`, with the host looked up. */
async function serverAddress(server: string): Promise<string> {
  const [, bracketed, named, port] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(server) ?? []
  const { address } = await allowedAddress(bracketed ?? named ?? server)
  const host = isIP(address) === 6 ? `[${address}]` : address
  return port === undefined ? host : `${host}:${port}`
}

async function recordsOf(resolver: Resolver, name: string, type: DnsSettings['recordType']): Promise<string[]> {
  if (type === 'A') return resolver.resolve4(name)
  if (type === 'AAAA') return resolver.resolve6(name)
  if (type === 'CNAME') return resolver.resolveCname(name)
  if (type === 'NS') return resolver.resolveNs(name)
  if (type === 'TXT') return (await resolver.resolveTxt(name)).map((parts) => parts.join(''))
  const exchanges = await resolver.resolveMx(name)
  return exchanges.sort((a, b) => a.priority - b.priority).map(({ exchange }) => exchange)
}
