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
  const parsed = parsedAddress(address === '' ? ownAddress : address)
  if (parsed === undefined) return false
  return networks.some((network) => {
    if (!ipaddr.isValidCIDR(network)) return false
    const [base, bits] = plainNetwork(network)
    return base.kind() === parsed.kind() && parsed.match([base, bits])
  })
}

/**
 * The network an address belongs to, written as CIDR with as many bits as asked for each kind. What is written as IPv4 in
 * IPv6 form counts as IPv4; the zone of a link-local address is left out; what is no address stands for itself.
 */
export function networkOf(address: string, bits: { readonly ipv4: number; readonly ipv6: number }): string {
  const parsed = parsedAddress(address)
  if (parsed === undefined) return address
  return parsed instanceof ipaddr.IPv4
    ? `${ipaddr.IPv4.networkAddressFromCIDR(`${parsed}/${bits.ipv4}`)}/${bits.ipv4}`
    : `${ipaddr.IPv6.networkAddressFromCIDR(`${parsed}/${bits.ipv6}`)}/${bits.ipv6}`
}

/** The one who stands behind an address: an IPv4 address, or the 64 bits of IPv6 that one subscriber has. */
export function subscriberOf(address: string): string {
  const parsed = parsedAddress(address)
  return parsed instanceof ipaddr.IPv4 ? parsed.toString() : networkOf(address, { ipv4: 32, ipv6: 64 })
}

function parsedAddress(address: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  const [plain = ''] = address.split('%', 1)
  return ipaddr.isValid(plain) ? ipaddr.process(plain) : undefined
}

function plainNetwork(network: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  const [base, bits] = ipaddr.parseCIDR(network)
  const isMapped = base instanceof ipaddr.IPv6 && base.isIPv4MappedAddress() && bits >= mappedBits
  return isMapped ? [base.toIPv4Address(), bits - mappedBits] : [base, bits]
}
