import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isInNetworks, networkOf, subscriberOf } from './networks.ts'

describe('networks', () => {
  it.each([
    ['192.168.1.7', ['192.168.1.0/24'], true],
    ['192.168.2.7', ['192.168.1.0/24'], false],
    ['192.168.2.7', ['10.0.0.0/8', '192.168.2.7/32'], true],
    ['::ffff:192.168.1.7', ['192.168.1.0/24'], true],
    ['::ffff:c0a8:107', ['192.168.1.0/24'], true],
    ['192.168.1.7', ['::ffff:192.168.0.0/112'], true],
    ['192.168.1.7', ['::ffff:10.0.0.0/104'], false],
    ['2001:db8::1', ['2001:db8::/32'], true],
    ['2001:db9::1', ['2001:db8::/32'], false],
    ['fe80::1%eth0', ['fe80::/10'], true],
    ['192.168.1.7', ['::/0'], false],
    ['2001:db8::1', ['0.0.0.0/0'], false],
    ['', ['127.0.0.0/8'], true],
    ['', ['192.168.1.0/24'], false],
    ['192.168.1.7', [], false],
    ['no address', ['0.0.0.0/0'], false],
    ['192.168.1.7', ['nonsense', '192.168.1.0/99'], false],
  ])('%s in %j: %s', (address, networks, expected) => {
    expect(isInNetworks(address, networks)).toBe(expected)
  })

  it('takes any text for an address without an exception', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (address, networks) => {
        expect(typeof isInNetworks(address, networks)).toBe('boolean')
      }),
    )
    fc.assert(fc.property(fc.ipV4(), (address) => isInNetworks(address, ['0.0.0.0/0'])))
    fc.assert(fc.property(fc.ipV6(), (address) => isInNetworks(address, ['::/0', '0.0.0.0/0'])))
  })
})

describe('the network of an address', () => {
  it.each([
    ['192.0.2.77', '192.0.2.0/24'],
    ['::ffff:192.0.2.77', '192.0.2.0/24'],
    ['2001:db8:aaaa:bbbb::1', '2001:db8:aaaa::/48'],
    ['2001:0DB8:AAAA:0::1', '2001:db8:aaaa::/48'],
    ['fe80::1%eth0', 'fe80::/48'],
    ['::1', '::/48'],
    ['', ''],
    ['several', 'several'],
  ])('of %j is %j', (address, network) => {
    expect(networkOf(address, { ipv4: 24, ipv6: 48 })).toBe(network)
  })

  it('is one subscriber for 64 bits of IPv6 and for each IPv4 address', () => {
    expect(subscriberOf('2001:db8:0:1:aaaa::1')).toBe(subscriberOf('2001:db8:0:1:bbbb::2'))
    expect(subscriberOf('2001:db8:0:1::1')).not.toBe(subscriberOf('2001:db8:0:2::1'))
    expect(subscriberOf('::ffff:192.0.2.7')).toBe(subscriberOf('192.0.2.7'))
    expect(subscriberOf('192.0.2.7')).not.toBe(subscriberOf('192.0.2.8'))
  })
})
