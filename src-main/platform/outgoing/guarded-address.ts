import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'

type Subnet = readonly [address: string, prefix: number, family: 'ipv4' | 'ipv6']

function listOf(...subnets: readonly Subnet[]): BlockList {
  const list = new BlockList()
  for (const subnet of subnets) list.addSubnet(...subnet)
  return list
}

const loopback = listOf(['127.0.0.0', 8, 'ipv4'], ['::1', 128, 'ipv6'])

/** Networks of sites, which a setting may open. */
const inside = listOf(
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['fc00::', 7, 'ipv6'],
)

/** Never a place for a message: unspecified, link-local with the metadata of clouds, multicast, translated. */
const never = listOf(
  ['0.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 128, 'ipv6'],
  ['64:ff9b::', 96, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
)

/** An address that was looked up once; the connection goes there and nowhere else. */
export interface GuardedAddress {
  readonly address: string
  readonly family: 4 | 6
}

/** How far messages may go. Places in the world over https are always open, metadata of clouds and the like never. */
export interface OutgoingRules {
  /** Networks of the site. */
  readonly inside: boolean
  /** This machine, named as such. */
  readonly loopback: boolean
  /** Without TLS to networks of the site, where those are open. This machine needs none. */
  readonly plainInside: boolean
}

/** An address that messages must not go to; the message names the host and never the whole address. */
export class OutgoingRefusedError extends Error {
  override readonly name = 'OutgoingRefusedError'
  readonly host: string

  constructor(host: string, reason: string) {
    super(`${host} ${reason}`)
    this.host = host
  }
}

/** Looks a host up and refuses it with an `OutgoingRefusedError` when any of its addresses is none that may be called. */
export async function guardedAddress(url: URL, rules: OutgoingRules): Promise<GuardedAddress> {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const found = await lookup(host, { all: true })
  const namesLoopback = rules.loopback && (host === 'localhost' || isIP(host) !== 0)
  for (const { address, family: number } of found) {
    const family = number === 6 ? 'ipv6' : 'ipv4'
    if (!isAllowed(address, family, { allowInside: rules.inside, namesLoopback })) {
      throw new OutgoingRefusedError(host, `leads to ${address}, which must not be called`)
    }
    const isPlain = loopback.check(address, family) || (rules.plainInside && inside.check(address, family))
    if (url.protocol !== 'https:' && !isPlain) throw new OutgoingRefusedError(host, 'must be called over https')
  }
  const [first] = found
  if (first === undefined) throw new Error(`${host} has no address`)
  return { address: first.address, family: first.family === 6 ? 6 : 4 }
}

/** Whether an address may be called; loopback only by its own name, not by one that merely leads there. */
export function isAllowed(
  address: string,
  family: 'ipv4' | 'ipv6',
  { allowInside, namesLoopback }: { readonly allowInside: boolean; readonly namesLoopback: boolean },
): boolean {
  if (never.check(address, family)) return false
  if (loopback.check(address, family)) return namesLoopback
  return allowInside || !inside.check(address, family)
}
