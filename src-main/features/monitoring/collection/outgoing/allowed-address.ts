import { lookup } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { isAllowed } from '#main/platform/outgoing/guarded-address.ts'

/** An address that a name led to. */
export interface ReachedAddress {
  readonly address: string
  readonly family: 4 | 6
}

/**
 * Where a host is. What is watched lies inside the site, so that its networks and this machine are open; addresses that
 * belong to nobody's service, such as the metadata of clouds, are not.
 */
export async function allowedAddress(host: string): Promise<ReachedAddress> {
  const plain = host.replace(/^\[(.*)\]$/, '$1')
  const found = isIP(plain) === 0 ? await lookup(plain, { all: true }) : [{ address: plain, family: isIP(plain) }]
  const [first] = found
  if (first === undefined) throw new Error(`${plain} has no address`)
  for (const { address, family } of found) {
    const kind = family === 6 ? 'ipv6' : 'ipv4'
    if (!isAllowed(address, kind, { allowInside: true, namesLoopback: true })) {
      throw new Error(`${plain} leads to ${address}, which is not called`)
    }
  }
  return { address: first.address, family: first.family === 6 ? 6 : 4 }
}

/** A look-up that answers this address whatever is asked: the connection goes where was looked, and nowhere else. */
export function pinnedTo({ address, family }: ReachedAddress): LookupFunction {
  return (_host, options, done) => {
    if (options.all === true) done(null, [{ address, family }])
    else done(null, address, family)
  }
}
