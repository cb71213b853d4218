import { isIPv4 } from 'node:net'
import { isInNetworks } from '#main/platform/networks.ts'

/** Tells whether the address of a connection is that of a proxy whose forwarding headers are believed. */
export type TrustsProxy = (address: string | undefined) => boolean

/** Without networks nobody is believed: then what a request says about forwarding has no effect at all. */
export function trustIn(networks: readonly string[]): TrustsProxy {
  const cidrs = networks.map((network) =>
    network.includes('/') ? network : `${network}/${isIPv4(network) ? 32 : 128}`,
  )
  return (address) => address !== undefined && address !== '' && isInNetworks(address, cidrs)
}
