import ipaddr from 'ipaddr.js'

/** What callers of this machine count as: windows and commands have no address. */
const ownAddress = '127.0.0.1'

/**
 * Whether an address lies in one of the networks (CIDR). An IPv4 address that came in IPv6 form counts as IPv4; an empty
 * address is this machine; what is no address lies in none.
 */
export function isInNetworks(address: string, networks: readonly string[]): boolean {
  const [plain = ''] = (address === '' ? ownAddress : address).split('%', 1)
  if (!ipaddr.isValid(plain)) return false
  const parsed = ipaddr.process(plain)
  return networks.some((network) => {
    if (!ipaddr.isValidCIDR(network)) return false
    const [base, bits] = ipaddr.parseCIDR(network)
    return base.kind() === parsed.kind() && parsed.match([base, bits])
  })
}
