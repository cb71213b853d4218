import ipaddr from 'ipaddr.js'

const loopback = '127.0.0.1'
const mappedPrefix = 96

/** Whether an address lies in one of the networks; windows and commands of this machine have none and count as loopback. */
export function isWithinNetworks(networks: readonly string[], address: string): boolean {
  const own = address === '' ? loopback : address.split('%', 1).join()
  if (!ipaddr.isValid(own)) return false
  const found = ipaddr.process(own)
  return networks.some((network) => {
    const [base, bits] = ipaddr.parseCIDR(network)
    if (base instanceof ipaddr.IPv6 && base.isIPv4MappedAddress() && bits >= mappedPrefix) {
      return found instanceof ipaddr.IPv4 && found.match(base.toIPv4Address(), bits - mappedPrefix)
    }
    if (base instanceof ipaddr.IPv4) return found instanceof ipaddr.IPv4 && found.match(base, bits)
    return found instanceof ipaddr.IPv6 && found.match(base, bits)
  })
}
