import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { secureAddress } from './secure-address.ts'
import { ServerAddresses } from './server-addresses.ts'
import { identityOf } from './server-identity.ts'

const names = () => ['kuraban.example', '*.branch.example', '192.0.2.7', '0:0:0:0:0:0:0:1']

describe('the addresses of a server on loopback', () => {
  const addresses = new ServerAddresses({ url: 'http://127.0.0.1:8420' })

  it.each(['127.0.0.1:8420', 'localhost:8420', '[::1]:8420', '127.0.0.2:8420'])('have the host %s', (host) => {
    expect(addresses.hasHost(host)).toBe(true)
    expect(addresses.hasOrigin(`http://${host}`)).toBe(true)
  })

  it.each([
    undefined,
    '',
    'localhost',
    'localhost:8421',
    'evil.example:8420',
    'localhost.evil.example:8420',
    'a@localhost:8420',
  ])('have not the host %s', (host) => {
    expect(addresses.hasHost(host)).toBe(false)
    expect(addresses.hasOrigin(`http://${host}`)).toBe(false)
  })

  it('are of plain http only', () => {
    expect(addresses.hasOrigin('https://127.0.0.1:8420')).toBe(false)
    expect(addresses.hasOrigin('null')).toBe(false)
    expect(addresses.hasOrigin('http://127.0.0.1:8420/')).toBe(false)
  })
})

describe('the addresses of a server with a certificate', () => {
  const addresses = new ServerAddresses({ url: 'https://192.0.2.7', names })

  it.each(['kuraban.example', 'kuraban.example:443', 'KURABAN.example', 'tokyo.branch.example', '192.0.2.7', '[::1]'])(
    'are its names, with or without the standard port: %s',
    (host) => expect(addresses.hasHost(host)).toBe(true),
  )

  it.each([
    'kuraban.example:8443',
    'branch.example',
    'a.b.branch.example',
    'kuraban.example.evil.example',
    'localhost',
  ])('are not %s', (host) => expect(addresses.hasHost(host)).toBe(false))

  it('are origins as browsers write them', () => {
    expect(addresses.hasOrigin('https://kuraban.example')).toBe(true)
    expect(addresses.hasOrigin('https://kuraban.example:443')).toBe(false)
    expect(addresses.hasOrigin('http://kuraban.example')).toBe(false)
  })
})

describe('the addresses of a server behind a proxy', () => {
  const addresses = new ServerAddresses({ url: 'http://127.0.0.1:8420', publicUrl: 'https://site.example' })

  it('are the public one and its own', () => {
    expect(addresses.hasHost('site.example')).toBe(true)
    expect(addresses.hasOrigin('https://site.example')).toBe(true)
    expect(addresses.hasHost('127.0.0.1:8420')).toBe(true)
    expect(addresses.hasOrigin('http://site.example')).toBe(false)
    expect(addresses.hasHost('site.example:8420')).toBe(false)
  })
})

describe('the address to which plain HTTP is sent on', () => {
  const identity = identityOf({ url: 'https://192.0.2.7:8443', names })

  it.each([
    ['kuraban.example', '/a?b=c', 'https://kuraban.example:8443/a?b=c'],
    ['kuraban.example:80', '/', 'https://kuraban.example:8443/'],
    ['tokyo.branch.example:8080', '/%2e%2e?x', 'https://tokyo.branch.example:8443/%2e%2e?x'],
    ['evil.example', '/a', 'https://192.0.2.7:8443/a'],
    [undefined, '/a', 'https://192.0.2.7:8443/a'],
    ['kuraban.example', '//evil.example/a', 'https://kuraban.example:8443//evil.example/a'],
    ['kuraban.example', 'http://evil.example/a?b', 'https://kuraban.example:8443/a?b'],
    ['kuraban.example', 'http://evil.example', 'https://kuraban.example:8443/'],
    ['kuraban.example', '*', 'https://kuraban.example:8443/'],
    ['kuraban.example', '@evil.example', 'https://kuraban.example:8443/@evil.example'],
    ['kuraban.example', '/蔵', 'https://kuraban.example:8443/%E8%94%B5'],
  ])('keeps names of ours, path and query: %s %s', (host, asked, expected) => {
    expect(secureAddress(identity, host, asked)).toBe(expected)
  })

  it('is one of ours whatever a request says', async () => {
    await fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.webUrl(), fc.domain()),
        fc.oneof(fc.string(), fc.webUrl()),
        (host, asked) => {
          const address = secureAddress(identity, host, asked)
          expect(identity.addresses.hasOrigin(new URL(address).origin)).toBe(true)
          expect(address).toMatch(/^[\x21-\x7e]+$/)
        },
      ),
    )
  })
})
