import ipaddr from 'ipaddr.js'

/** What callers of this machine count as: windows and commands have no address. */
const ownAddress = '127.0.0.1'
/** Where the IPv4 address begins in one that is written in IPv6 form. */
const mappedBits = 96

/**
 * Whether an address lies in one of the networks (CIDR). What is written as IPv4 in IPv6 form counts as IPv4, address and
 * network alike; an empty address is this machine; what is no address lies in none.
 */
export function isInNetworks(address: string, networks: readonly string[]): boolean {
  const [plain = ''] = (address === '' ? ownAddress : address).split('%', 1)
  if (!ipaddr.isValid(plain)) return false
  const parsed = ipaddr.process(plain)
  return networks.some((network) => {
    if (!ipaddr.isValidCIDR(network)) return false
    const [base, bits] = plainNetwork(network)
    return base.kind() === parsed.kind() && parsed.match([base, bits])
  })
}

function plainNetwork(network: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  const [base, bits] = ipaddr.parseCIDR(network)
  const isMapped = base instanceof ipaddr.IPv6 && base.isIPv4MappedAddress() && bits >= mappedBits
  return isMapped ? [base.toIPv4Address(), bits - mappedBits] : [base, bits]
}
